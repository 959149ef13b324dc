// What AWS's bootstrap starts for functions of nodejs24.x and newer; the client runs by being loaded.
import './rapid-client.cjs';
import './nodejs24/index.mjs';
