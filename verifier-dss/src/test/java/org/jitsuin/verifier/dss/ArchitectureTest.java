package org.jitsuin.verifier.dss;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSSignedData;
import org.jitsuin.testing.CodingRules;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(
    packages = "org.jitsuin.verifier.dss",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int JAVA_17 = 61;

  @ArchTest
  static final ArchRule dependencies_areDssAndTheVerifier =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.xml.stream..",
              "org.xml.sax..",
              "jakarta.xml.bind..",
              "eu.europa.esig.dss..",
              "org.bouncycastle..",
              "org.jitsuin.verifier..");

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @Test
  void classes_runOnJava17() throws IOException {
    try (DataInputStream in =
        new DataInputStream(DocumentVerifier.class.getResourceAsStream("DocumentVerifier.class"))) {
      assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
      assertThat(in.readUnsignedShort()).isZero();
      assertThat(in.readUnsignedShort()).isEqualTo(JAVA_17);
    }
  }

  /** Classes move from one archive to another between releases. */
  @Test
  void bouncyCastle_allArchives_areOfTheReleaseThatThePageNames() throws IOException {
    String release = release(ASN1Primitive.class);

    assertThat(release(ContentInfo.class)).isEqualTo(release);
    assertThat(release(CMSSignedData.class)).isEqualTo(release);
    assertThat(Files.readString(Path.of("..", "docs", "relying-parties.md")))
        .contains("Bouncy Castle " + release + ", all of it");
  }

  private static String release(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source.getLocation().getPath().replaceFirst(".*-([^-]*)\\.jar$", "$1");
  }
}
