package org.jitsuin.sandbox.boot;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The process of {@code ./jitsuin sandbox up}. */
public final class SandboxMain {
  private SandboxMain() {}

  /** Runs until it is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SandboxSettings settings = SandboxSettings.ofProcess();
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "end-of-sandbox"));
    try (SandboxServer server =
        SandboxServer.start(settings.port(), _ -> Sandbox.of(settings).site())) {
      SandboxLog.LOG.started(settings.issuer() + " (port " + server.port() + ")");
      end.await();
    }
  }
}
