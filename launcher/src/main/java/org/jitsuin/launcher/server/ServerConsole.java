package org.jitsuin.launcher.server;

/** The place to which a server prints. */
public enum ServerConsole {
  /** The server prints into {@code logs/console.log}: it outlives the launcher. */
  FILE,
  /** The server prints where the launcher does: somebody collects it there. */
  INHERITED
}
