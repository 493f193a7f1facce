package org.jitsuin.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.cert.X509CertificateHolder;

/** The samples and their files before they are written. */
final class SampleFiles {
  private final Map<String, byte[]> files = new TreeMap<>();
  private final List<Sample> samples = new ArrayList<>();

  /** Adds a file and returns its name. */
  String file(String name, byte[] content) {
    if (files.put(name, content.clone()) != null) {
      throw new IllegalStateException("two files are called " + name);
    }
    return name;
  }

  /** Adds a certificate as a file and returns its name. */
  String certificate(String name, X509CertificateHolder certificate) {
    return file(name, encoded(certificate));
  }

  static byte[] encoded(X509CertificateHolder certificate) {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sample(Sample sample) {
    samples.add(sample);
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  void write(Path directory, String table, String readme) {
    StringBuilder lines = new StringBuilder(Sample.HEADER).append('\n');
    samples.forEach(sample -> lines.append(sample.line()).append('\n'));
    file(table, lines.toString().getBytes(StandardCharsets.UTF_8));
    file("README.md", readme.getBytes(StandardCharsets.UTF_8));
    try {
      for (Map.Entry<String, byte[]> one : files.entrySet()) {
        Path file = directory.resolve(one.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, one.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
