package org.jitsuin.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the build a server needs. */
final class DistributionTest {
  private static final String PRODUCT = "modules/system/layers/base/org/jboss/as/product/main";

  @TempDir private Path checkout;

  private Path make(String path) throws IOException {
    Path file = checkout.resolve("ear/target").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void check_untilAllIsBuilt_namesWhatIsMissing() throws IOException {
    Distribution distribution = Distribution.in(checkout);
    missing(distribution, "standalone.sh");
    make("server/bin/standalone.sh");
    missing(distribution, "jitsuin.ear");
    make("jitsuin.ear");
    assertThatCode(distribution::check).doesNotThrowAnyException();
  }

  private static void missing(Distribution distribution, String name) {
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(distribution::check)
        .withMessageContaining(name)
        .withMessageContaining("./jitsuin up");
  }

  @Test
  void builtAt_ofTheApplication_isItsTime() throws IOException {
    Distribution distribution = Distribution.in(checkout);
    assertThat(distribution.builtAt()).isEmpty();
    Files.setLastModifiedTime(make("jitsuin.ear"), FileTime.fromMillis(1_000));
    assertThat(distribution.builtAt()).contains(FileTime.fromMillis(1_000));
  }

  @Test
  void wildFlyVersion_isThatOfItsProductModule() throws IOException {
    Distribution distribution = Distribution.in(checkout);
    assertThat(distribution.wildFlyVersion()).isEmpty();
    make("server/" + PRODUCT + "/module.xml");
    assertThat(distribution.wildFlyVersion()).isEmpty();
    make("server/" + PRODUCT + "/wildfly-feature-pack-product-conf-39.0.1.Final.jar");
    assertThat(distribution.wildFlyVersion()).contains("39.0.1.Final");
  }
}
