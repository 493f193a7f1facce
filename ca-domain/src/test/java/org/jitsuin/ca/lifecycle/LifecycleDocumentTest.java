package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/lifecycle.md} says what the rules do. With the system property {@code
 * jitsuin.docs=write} its generated parts are written anew instead.
 */
class LifecycleDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "lifecycle.md");

  @Test
  void document_generatedParts_areWhatTheRulesSay() throws IOException {
    String text = Files.readString(DOCUMENT);
    String updated = LifecycleDocument.updated(text);
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      Files.writeString(DOCUMENT, updated);
      return;
    }
    assertThat(text)
        .as("docs/lifecycle.md; write it anew with -Djitsuin.docs=write")
        .isEqualTo(updated);
  }
}
