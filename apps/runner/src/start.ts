// What the container starts: runs the program without compiling it again, which would take a sixth of the way.
import { codeCacheIn, compileProgram, runProgram } from './code-cache/program';

runProgram(__dirname, compileProgram(__dirname, codeCacheIn(__dirname)));
