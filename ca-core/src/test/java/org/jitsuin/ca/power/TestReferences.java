package org.jitsuin.ca.power;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of all modules, by the names under which documents and answers point to them. */
final class TestReferences {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern REFERENCE = Pattern.compile("([\\w.]+)#(\\w+)");

  private final Map<String, Path> classes = new HashMap<>();

  private TestReferences() {
    try (Stream<Path> modules = Files.list(CHECKOUT)) {
      for (Path module : modules.toList()) {
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests)) {
          add(tests);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path tests) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file ->
              classes.put(
                  tests.relativize(file).toString().replace(".java", "").replace('/', '.'), file));
    }
  }

  static TestReferences ofTheCheckout() {
    return new TestReferences();
  }

  /**
   * Returns what is wrong with a reference, if anything is.
   *
   * @param reference the full name of a class, or one that no other test class has, a hash sign and
   *     the name of a method
   */
  Optional<String> problem(String reference) {
    Matcher matcher = REFERENCE.matcher(reference);
    if (!matcher.matches()) {
      return Optional.of(reference + ": not Class#method");
    }
    Optional<Path> file = file(matcher.group(1));
    if (file.isEmpty()) {
      return Optional.of(reference + ": there is no such test class, or more than one");
    }
    try {
      boolean found = test(matcher.group(2)).matcher(Files.readString(file.get())).find();
      return found ? Optional.empty() : Optional.of(reference + ": there is no such test in it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test with its annotations, which may have arguments that go over several lines. */
  private static Pattern test(String method) {
    return Pattern.compile(
        "@(?:Test|ParameterizedTest|RepeatedTest|Property|FuzzTest|ArchTest)\\b(?:(?!\\n  }\\n|;\\n)[\\s\\S])*?"
            + "\\b(?:void|ArchRule)\\s+"
            + Pattern.quote(method)
            + "\\b");
  }

  private Optional<Path> file(String name) {
    if (classes.containsKey(name)) {
      return Optional.of(classes.get(name));
    }
    var named =
        classes.entrySet().stream().filter(one -> one.getKey().endsWith("." + name)).toList();
    return named.size() == 1 ? Optional.of(named.getFirst().getValue()) : Optional.empty();
  }
}
