// The entry point for nodejs24.x and newer. Importing AWS's client runs it.
import './rapid-client.cjs';
import './nodejs24/index.mjs';
