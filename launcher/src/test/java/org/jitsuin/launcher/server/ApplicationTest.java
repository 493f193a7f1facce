package org.jitsuin.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jitsuin.base.model.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {
  private static final FileTime BUILT = FileTime.from(Instant.parse("2026-04-01T00:00:00Z"));
  private static final List<String> ARCHIVES =
      List.of("ca-core", "ocsp-responder", "crl-publisher", "repository-server", "office");

  @TempDir private Path directory;
  private Path whole;
  private Path target;

  @BeforeEach
  void build() throws IOException {
    whole = directory.resolve("whole.ear");
    target = directory.resolve("target.ear");
    StringBuilder descriptor = new StringBuilder("<application>\n");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(whole))) {
      for (String archive : ARCHIVES) {
        entry(out, archive + ".war", "octets of " + archive);
        descriptor.append(
            """
              <module>
                <web>
                  <web-uri>%1$s.war</web-uri>
                  <context-root>/%1$s</context-root>
                </web>
              </module>
            """
                .formatted(archive));
      }
      entry(out, "lib/pki-base.jar", "library");
      entry(out, "META-INF/application.xml", descriptor + "</application>\n");
    }
    Files.setLastModifiedTime(whole, BUILT);
  }

  private static void entry(ZipOutputStream out, String name, String content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static List<String> names(Path ear) throws IOException {
    try (ZipFile zip = new ZipFile(ear.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String read(Path ear, String name) throws IOException {
    try (ZipFile zip = new ZipFile(ear.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void copy_validationAuthority_hasItsArchivesAndDescribesNoOther() throws IOException {
    Application.of(Set.of(Service.OCSP, Service.CRL_MIRROR, Service.REPOSITORY))
        .copy(whole, target);

    assertThat(names(target))
        .containsExactlyInAnyOrder(
            "ocsp-responder.war",
            "crl-publisher.war",
            "repository-server.war",
            "lib/pki-base.jar",
            "META-INF/application.xml");
    assertThat(read(target, "META-INF/application.xml"))
        .contains("ocsp-responder.war", "crl-publisher.war", "repository-server.war")
        .doesNotContain("ca-core", "office")
        .startsWith("<application>")
        .endsWith("</application>\n");
    assertThat(read(target, "ocsp-responder.war")).isEqualTo("octets of ocsp-responder");
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(BUILT);
  }

  @Test
  void copy_allServices_isTheSameFile() throws IOException {
    Application.of(Set.of(Service.AUTHORITY, Service.OCSP, Service.CRL, Service.REPOSITORY))
        .copy(whole, target);

    assertThat(target).hasSameBinaryContentAs(whole);
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(BUILT);
  }

  @Test
  void copy_theAuthorityAlone_bringsItsPages() throws IOException {
    Application.of(Set.of(Service.AUTHORITY)).copy(whole, target);

    assertThat(names(target))
        .contains("ca-core.war", "office.war")
        .doesNotContain("ocsp-responder.war", "crl-publisher.war", "repository-server.war");
  }

  /** A service whose archive has another name than is thought here would never be left out. */
  @Test
  void archives_ofAllServices_areThoseOfTheApplication() {
    List<String> known = new ArrayList<>();
    EnumSet.allOf(Service.class).forEach(service -> known.add(service.archive()));
    assertThat(ARCHIVES).containsAll(known);
  }
}
