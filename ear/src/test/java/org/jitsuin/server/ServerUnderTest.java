package org.jitsuin.server;

import java.io.File;
import java.util.Map;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.event.container.AfterStart;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * Makes the installation that Arquillian's server runs on: database, tokens, key ceremony, and the
 * properties file with the ports; and deploys the EAR to it.
 */
public final class ServerUnderTest implements LoadableExtension {
  /** How many losses an hour may have: so few that a test reaches it, more than others report. */
  static final int LOSSES = 20;

  private static TestInstallation installation;

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Preparation.class);
  }

  /** The installation of the server that Arquillian started. */
  static TestInstallation installation() {
    return installation;
  }

  /** Runs when Arquillian knows its container and has not yet started it. */
  public static final class Preparation {
    public void prepare(@Observes ContainerRegistry registry) {
      installation = new TestInstallation("deployed");
      installation.startup().provision();
      Settings settings = installation.installation().texts();
      Map<String, String> container =
          Map.of(
              "javaVmArguments",
              "-Xmx512m --enable-native-access=ALL-UNNAMED " + TestInstallation.SHORT_LIVED,
              "managementPort",
              settings.text("jitsuin.management.port").orElseThrow(),
              "jbossArguments",
              "--properties="
                  + installation.installation().serverProperties()
                  + " -Djitsuin.brake.events.losses="
                  + LOSSES
                  + " -Djitsuin.office.agent-port="
                  + settings.get(BaseSettings.COUNTER_AGENT_PORT));
      for (Container<?> each : registry.getContainers()) {
        container.forEach(each.getContainerConfiguration()::overrideProperty);
      }
    }

    /** Once: for each test class it would take five seconds. */
    public void deploy(@Observes AfterStart event) throws DeploymentException {
      event
          .getDeployableContainer()
          .deploy(
              ShrinkWrap.createFromZipFile(
                  EnterpriseArchive.class, new File("target/jitsuin.ear")));
    }

    /** The server has been stopped by then, or is killed with its database. */
    public void clearUp(@Observes(precedence = -100) AfterSuite event) {
      installation.delete();
    }
  }
}
