package org.jitsuin.launcher.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jitsuin.base.model.Service;

/**
 * The EAR with the web archives of some services: of the others not an octet comes to the server.
 *
 * @param left the names of the archives that stay away, such as {@code ca-core.war}
 */
record Application(Set<String> left) {
  private static final String DESCRIPTOR = "META-INF/application.xml";
  private static final Pattern MODULE =
      Pattern.compile("\\s*<module>.*?<web-uri>([^<]+)</web-uri>.*?</module>", Pattern.DOTALL);

  Application {
    left = Set.copyOf(left);
  }

  /** That of a server which runs those services. */
  static Application of(Set<Service> services) {
    Set<String> wanted =
        services.stream().map(Application::archive).collect(Collectors.toCollection(HashSet::new));
    Set<String> left =
        EnumSet.allOf(Service.class).stream()
            .map(Application::archive)
            .filter(archive -> !wanted.contains(archive))
            .collect(Collectors.toCollection(HashSet::new));
    if (!services.contains(Service.AUTHORITY)) {
      // The pages of the console, which call the office API.
      left.add("office.war");
    }
    return new Application(left);
  }

  private static String archive(Service service) {
    return service.archive() + ".war";
  }

  /** Copies the EAR with its time; to that place nothing may be yet. */
  void copy(Path whole, Path target) throws IOException {
    if (left.isEmpty()) {
      Files.copy(whole, target, StandardCopyOption.COPY_ATTRIBUTES);
      return;
    }
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(whole));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      for (Optional<ZipEntry> entry = next(in); entry.isPresent(); entry = next(in)) {
        if (!left.contains(entry.get().getName())) {
          out.putNextEntry(new ZipEntry(entry.get().getName()));
          copy(entry.get(), in, out);
          out.closeEntry();
        }
      }
    }
    Files.setLastModifiedTime(target, Files.getLastModifiedTime(whole));
  }

  private static Optional<ZipEntry> next(ZipInputStream in) throws IOException {
    return Optional.ofNullable(in.getNextEntry());
  }

  private void copy(ZipEntry entry, InputStream in, OutputStream out) throws IOException {
    if (entry.getName().equals(DESCRIPTOR)) {
      String whole = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      out.write(described(whole).getBytes(StandardCharsets.UTF_8));
    } else {
      in.transferTo(out);
    }
  }

  /** The descriptor without the modules that stay away. */
  String described(String descriptor) {
    return MODULE
        .matcher(descriptor)
        .replaceAll(module ->
            left.contains(module.group(1).strip()) ? "" : Matcher.quoteReplacement(module.group()));
  }
}
