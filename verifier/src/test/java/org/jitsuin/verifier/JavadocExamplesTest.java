package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example in the Javadoc compiles, as somebody would write it on Java 17. */
class JavadocExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\s*\n(.*?)\\}</pre>", Pattern.DOTALL);

  private static final String HEAD =
      """
      import java.math.BigInteger;
      import java.net.URI;
      import java.net.http.HttpClient;
      import java.nio.file.Path;
      import java.security.cert.X509Certificate;
      import java.time.Duration;
      import java.time.Instant;
      import java.util.Collection;
      import java.util.List;
      import javax.net.ssl.SSLContext;
      import org.jitsuin.verifier.*;
      import org.jitsuin.verifier.crl.*;
      import org.jitsuin.verifier.filter.*;
      import org.jitsuin.verifier.holder.*;
      import org.jitsuin.verifier.http.*;
      import org.jitsuin.verifier.lineage.*;
      import org.jitsuin.verifier.ocsp.*;
      import org.jitsuin.verifier.status.*;

      class Example {
        X509Certificate certificate;
        X509Certificate authority;
        X509Certificate signatureAuthority;
        X509Certificate userIdentificationAuthority;
        Collection<X509Certificate> linkCertificates;
        byte[] answer;
        byte[] pack;
        Path directory;
        StatusSource ocsp;
        StatusSource crl;
        Verdict verdict;
        SSLContext mutualTls;
        BigInteger serialOfBefore;

        void example() throws Exception {
      """;

  @TempDir private Path directory;

  private static List<String> examples() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        EXAMPLE
            .matcher(Files.readString(source))
            .results()
            .map(MatchResult::group)
            .map(JavadocExamplesTest::code)
            .forEach(found::add);
      }
    }
    return found;
  }

  private static String code(String comment) {
    return comment
        .replaceFirst("<pre>\\{@code", "")
        .replaceFirst("\\}</pre>$", "")
        .replaceAll("(?m)^\\s*\\* ?", "");
  }

  @Test
  void examples_all_compileOnJava17() throws IOException {
    List<String> examples = examples();
    assertThat(examples).hasSizeGreaterThan(7);
    for (String example : examples) {
      assertThat(problems(HEAD + example + "\n}\n}\n")).as(example).isEmpty();
    }
  }

  private String problems(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return source;
          }
        };
    boolean done =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-d",
                    directory.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(file))
            .call();
    return done ? "" : said.toString();
  }
}
