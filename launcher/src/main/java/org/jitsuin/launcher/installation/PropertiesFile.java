package org.jitsuin.launcher.installation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;

/** Keys and values in a file of {@link Properties}, for its owner only; written whole. */
public final class PropertiesFile {
  private PropertiesFile() {}

  /** Reads the file; nothing where there is none. */
  public static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SetupFailure("the file " + file + " cannot be read: " + e.getMessage(), e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  public static void write(Path file, Map<String, String> values) {
    StringWriter text = new StringWriter();
    new TreeMap<>(values).forEach((key, value) -> text.append(line(key, value)));
    Secrets.write(file, text.toString());
  }

  /**
   * Returns a line as Properties escapes it, without the date that it would put above; in ASCII,
   * since WildFly reads files of properties as ISO 8859-1.
   */
  private static String line(String key, String value) {
    Properties one = new Properties();
    one.setProperty(key, value);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      one.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory does not fail", e);
    }
    return text.toString(StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .findFirst()
            .orElseThrow()
        + "\n";
  }
}
