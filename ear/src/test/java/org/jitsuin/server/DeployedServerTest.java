package org.jitsuin.server;

import java.time.Duration;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Health;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What the tests against the deployed server have in common: that it is ready. {@link
 * ServerUnderTest} deploys the EAR, once for all of them. They change what others would see, so
 * that one waits for the other.
 */
@ArquillianTest
@Execution(ExecutionMode.SAME_THREAD)
@RunAsClient
abstract class DeployedServerTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int TRIES = 600;

  /** Whether a test has waited for nothing: then the others do not, of which there are hundreds. */
  private static boolean givenUp;

  @BeforeEach
  void awaitReadiness() throws InterruptedException {
    Health health = ServerUnderTest.installation().server().health();
    for (int i = 0; i < TRIES && !givenUp && !(health instanceof Health.Ready); i++) {
      Thread.sleep(STEP);
      health = ServerUnderTest.installation().server().health();
    }
    givenUp = !(health instanceof Health.Ready);
    if (givenUp) {
      throw new AssertionError("the server is not ready: " + health);
    }
  }

  static Installation installation() {
    return ServerUnderTest.installation().installation();
  }
}
