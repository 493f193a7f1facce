package org.jitsuin.launcher.server;

/** The place to which a server prints. */
public enum ServerConsole {
  /** Into {@code logs/console.log}: the server outlives the launcher. */
  FILE,
  /** The server prints where the launcher does: somebody collects it there. */
  INHERITED
}
