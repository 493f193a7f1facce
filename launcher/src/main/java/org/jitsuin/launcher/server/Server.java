package org.jitsuin.launcher.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PropertiesFile;

/** The server of an installation. It outlives the process that starts it. */
public final class Server {
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  /**
   * The client for all servers: WildFly's management listener takes no more than a hundred
   * connections, and each client would keep one open for half a minute.
   */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(ANSWER_PATIENCE).build();

  private final Installation installation;

  public Server(Installation installation) {
    this.installation = installation;
  }

  /** The process, if it runs. */
  public Optional<ProcessHandle> process() {
    return ServerProcess.find(installation);
  }

  /**
   * Starts it; it is not ready yet when this returns.
   *
   * @param offset how far its clock is moved
   * @throws SetupFailure if it cannot be started
   */
  public void start(Distribution distribution, Duration offset) {
    start(distribution, offset, ServerConsole.FILE);
  }

  /**
   * Starts the server, with a choice where it prints; otherwise as {@link #start(Distribution,
   * Duration)}.
   */
  public void start(Distribution distribution, Duration offset, ServerConsole console) {
    ServerLaunch launch = new ServerLaunch(installation);
    launch.prepare(distribution, offset);
    launch.launch(console);
  }

  /**
   * Puts everything where a server finds it that is started with {@link #startPrepared}.
   *
   * @param offset how far its clock is moved
   */
  public void prepare(Distribution distribution, Duration offset) {
    new ServerLaunch(installation).prepare(distribution, offset);
  }

  /**
   * Starts what was prepared, without anything but what the server itself reads.
   *
   * @throws SetupFailure if nothing was, or it cannot be started
   */
  public void startPrepared(ServerConsole console) {
    new ServerLaunch(installation).launch(console);
  }

  /** Returns what the server says about itself now. */
  public Health health() {
    URI address =
        URI.create(
            "http://127.0.0.1:" + installation.settings().ports().management() + "/health/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER_PATIENCE).build();
      return Health.parse(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return new Health.Silent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while the server was asked for its health", e);
    }
  }

  /** The properties that it was last started with. */
  public Settings properties() {
    Map<String, String> values = PropertiesFile.read(installation.serverProperties());
    return new Settings(key -> Optional.ofNullable(values.get(key)));
  }

  /** Returns how far the server's clock is moved. */
  public Duration clockOffset() {
    return properties().get(BaseSettings.CLOCK_OFFSET);
  }

  /** Returns the clock of the authorities: the machine's, moved as far as the server's is. */
  public InstantSource clock(InstantSource machine) {
    Duration offset = clockOffset();
    return () -> machine.instant().plus(offset);
  }

  /** Returns the file with what the server printed, newest run only. */
  public Path console() {
    return ServerLaunch.console(installation);
  }

  /** Ends it in order, and by force if it does not end within half a minute. */
  public void stop() {
    process()
        .ifPresent(running -> {
          running.destroy();
          if (!hasEnded(running)) {
            running.destroyForcibly();
            hasEnded(running);
          }
        });
  }

  /** Ends it as a power cut would, for tests. */
  public void kill() {
    process()
        .ifPresent(running -> {
          running.destroyForcibly();
          hasEnded(running);
        });
  }

  private static boolean hasEnded(ProcessHandle running) {
    try {
      running.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new SetupFailure("the server's process " + running.pid() + " cannot be watched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while the server ended", e);
    }
  }
}
