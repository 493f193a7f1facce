package org.jitsuin.launcher.installation;

import org.jitsuin.base.settings.Settings;

/**
 * How the server's Java is started. A shell of WildFly's reads both as they stand, so that neither
 * has what a shell would make something else of.
 *
 * @param heap the most memory of the heap, such as {@code 1g}
 * @param options more options, with blanks between them; empty where there are none
 */
public record ServerJvm(String heap, String options) {
  /**
   * What the server is started with unless something else is set. The garbage collector may take
   * 200 ms otherwise, in which hundreds of OCSP requests wait.
   */
  private static final String ALWAYS = "--enable-native-access=ALL-UNNAMED -XX:MaxGCPauseMillis=20";

  /**
   * Reads the settings.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static ServerJvm read(Settings settings) {
    return new ServerJvm(
        settings.get(LauncherSettings.SERVER_HEAP),
        settings.find(LauncherSettings.SERVER_OPTIONS).orElse(""));
  }

  /** How much memory it takes, as Java is told. */
  public String sizing() {
    return "-Xms64m -Xmx" + heap;
  }

  /** All options but those of {@link #sizing}; what is set comes last, where it decides. */
  public String allOptions() {
    return (ALWAYS + " " + options).strip();
  }
}
