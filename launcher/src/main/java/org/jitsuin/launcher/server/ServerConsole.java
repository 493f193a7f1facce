package org.jitsuin.launcher.server;

/** Where it goes what a server prints. */
public enum ServerConsole {
  /** Into {@code logs/console.log}: the server outlives the launcher. */
  FILE,
  /** Where the launcher's own output goes: somebody collects it there. */
  INHERITED
}
