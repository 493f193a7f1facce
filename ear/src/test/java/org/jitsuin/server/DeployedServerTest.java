package org.jitsuin.server;

import java.io.File;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Health;
import org.junit.jupiter.api.BeforeEach;

/** What the tests against the deployed server have in common: the EAR, and that it is ready. */
@ArquillianTest
@RunAsClient
abstract class DeployedServerTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int TRIES = 600;

  @Deployment(testable = false)
  static EnterpriseArchive jitsuin() {
    return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File("target/jitsuin.ear"));
  }

  @BeforeEach
  void awaitReadiness() throws InterruptedException {
    Health health = ServerUnderTest.installation().server().health();
    for (int i = 0; i < TRIES && !(health instanceof Health.Ready); i++) {
      Thread.sleep(STEP);
      health = ServerUnderTest.installation().server().health();
    }
    if (!(health instanceof Health.Ready)) {
      throw new AssertionError("the server is not ready: " + health);
    }
  }

  static Installation installation() {
    return ServerUnderTest.installation().installation();
  }
}
