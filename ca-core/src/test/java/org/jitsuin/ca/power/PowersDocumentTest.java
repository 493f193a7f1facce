package org.jitsuin.ca.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/powers.md} says what the program says of itself, and that is so. With the system
 * property {@code jitsuin.docs=write} the document is written anew instead.
 */
class PowersDocumentTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCUMENT = CHECKOUT.resolve("docs/powers.md");
  private static final Pattern OPENS =
      Pattern.compile("SigningPool\\.configured\\(\\s*[^,()]+(?:\\([^()]*\\))?,\\s*\"(\\w+)\"");

  @Test
  void document_whole_isWhatTheProgramSays() throws IOException {
    String text = PowersDocument.text();
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      Files.writeString(DOCUMENT, text);
      return;
    }
    assertThat(Files.readString(DOCUMENT))
        .as("docs/powers.md; write it anew with -Djitsuin.docs=write")
        .isEqualTo(text);
  }

  /** What is said to be impossible is shown by a test, and each drill is one. */
  @Test
  void claims_eachTestThatTheyName_isThere() {
    TestReferences tests = TestReferences.ofTheCheckout();
    List<String> named =
        PowersDocument.actors().stream()
            .flatMap(actor ->
                Stream.concat(
                    actor.never().stream().flatMap(never -> never.shownBy().stream()),
                    actor.compromise().stream().flatMap(one -> one.drills().stream())))
            .toList();
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named.stream().map(tests::problem).flatMap(Optional::stream)).isEmpty();
  }

  @Test
  void problem_ofWhatIsNotThere_isSaid() {
    TestReferences tests = TestReferences.ofTheCheckout();
    assertThat(tests.problem("org.jitsuin.ca.power.PowersDocumentTest#problem_ofNothing"))
        .isPresent();
    assertThat(tests.problem("org.jitsuin.server.NothingTest#problem_ofWhatIsNotThere_isSaid"))
        .isPresent();
    // Twice, in two modules: not said which.
    assertThat(tests.problem("TagsTest#anything")).isPresent();
    // A method that is no test.
    assertThat(tests.problem("PowersDocumentTest#opened")).isPresent();
    assertThat(tests.problem("PowersDocumentTest#problem_ofWhatIsNotThere_isSaid")).isEmpty();
  }

  /** Everybody whose key can be stolen has been thought of. */
  @Test
  void actors_withAKeyOrAnAccount_sayWhatItCosts() {
    assertThat(PowersDocument.actors())
        .filteredOn(actor -> Set.of(Actor.Kind.ROLE, Actor.Kind.TOKEN).contains(actor.kind()))
        .isNotEmpty()
        .allSatisfy(actor -> assertThat(actor.compromise()).as(actor.id()).isPresent());
  }

  /** No module opens a token of which the table does not know. */
  @Test
  void tokens_thatTheCodeOpens_areThoseOfTheTable() throws IOException {
    Set<String> declared =
        TokenActors.opened().stream()
            .map(one -> one.module() + " " + one.token())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(opened()).isEqualTo(declared);
  }

  private static Set<String> opened() throws IOException {
    Set<String> opened = new TreeSet<>();
    for (String module :
        List.of("ca-core", "crl-publisher", "ocsp-responder", "repository-server", "launcher")) {
      try (Stream<Path> files = Files.walk(CHECKOUT.resolve(module).resolve("src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> {
              Matcher matcher = OPENS.matcher(text(file));
              while (matcher.find()) {
                opened.add(module + " " + matcher.group(1));
              }
            });
      }
    }
    return opened;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
