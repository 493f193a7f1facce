package org.jitsuin.crl.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jitsuin.installation.setup.FreePorts;

/** An OpenLDAP server of its own on a free port, as Debian packages it. */
public final class Slapd implements AutoCloseable {
  public static final String SUFFIX = "o=JPKI-TEST,c=JP";
  public static final String PASSWORD = "directory-password";
  public static final String WRITER = "cn=writer," + SUFFIX;

  private static final long PATIENCE_MILLIS = 20_000;

  private final Path directory;
  private final int port;
  private String more = "";
  private String scheme = "ldap://127.0.0.1:";
  private Process process;

  public Slapd(Path directory) {
    this.directory = directory;
    this.port = FreePorts.next();
  }

  public String url() {
    return scheme + port;
  }

  /** Has it start with more lines of configuration. */
  public Slapd with(String lines) {
    more += lines + "\n";
    return this;
  }

  /** Has it speak nothing but TLS. */
  public Slapd withTlsFromTheStart() {
    scheme = "ldaps://localhost:";
    return this;
  }

  /**
   * Starts it, with what it kept.
   *
   * @param readOnly whether it takes nothing
   */
  public void start(boolean readOnly) throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("data"));
    Path configuration = directory.resolve("slapd.conf");
    Files.writeString(
        configuration,
        String.format(
            Locale.ROOT,
            """
            include /etc/ldap/schema/core.schema
            pidfile %1$s/slapd.pid
            modulepath /usr/lib/ldap
            moduleload back_mdb
            sockbuf_max_incoming_auth 16777215
            %6$s
            database mdb
            maxsize 1073741824
            suffix "%2$s"
            rootdn "%3$s"
            rootpw %4$s
            readonly %5$s
            directory %1$s/data
            """,
            directory,
            SUFFIX,
            WRITER,
            PASSWORD,
            readOnly ? "on" : "off",
            more));
    process =
        new ProcessBuilder(
                List.of("/usr/sbin/slapd", "-f", configuration.toString(), "-h", url(), "-d", "0"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("slapd.log").toFile())
            .start();
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(Files.readString(directory.resolve("slapd.log")));
      }
      Thread.sleep(20);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
