package org.jitsuin.verifier.dss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples compile, with Java 17: that in the page for relying parties, and in the Javadoc. */
class DocumentExamplesTest {
  private static final String HEAD =
      """
      import java.security.cert.X509Certificate;
      import java.time.Duration;
      import java.time.Instant;
      import java.util.List;
      import org.jitsuin.verifier.dss.*;
      import org.jitsuin.verifier.http.HttpTransport;

      class Example {
        void example(X509Certificate signatureAuthority, byte[] pdf) {
      """;

  @TempDir private Path directory;

  @Test
  void page_example_compiles() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "relying-parties.md"));
    String section = page.substring(page.indexOf("## A signed document: is it good?"));

    compiles(found(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL), section));
  }

  @Test
  void javadoc_example_compiles() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/jitsuin/verifier/dss/DocumentVerifier.java"));

    compiles(
        found(Pattern.compile("<pre>\\{@code(.*?)\\}</pre>", Pattern.DOTALL), source)
            .replaceAll("(?m)^ \\* ?", ""));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private void compiles(String example) {
    StringWriter said = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return HEAD + example + "\n}\n}\n";
          }
        };
    List<String> options =
        List.of(
            "--release",
            "17",
            "-proc:none",
            "-d",
            directory.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    boolean done =
        ToolProvider.getSystemJavaCompiler()
            .getTask(said, null, null, options, null, List.of(file))
            .call();

    assertThat(done).as(said.toString()).isTrue();
  }
}
