import { flushCompileCache } from "node:module";
import "./pack.ts";

// The engine ends this process by a signal, and Node keeps compiled code only where one ends by itself.
flushCompileCache();
