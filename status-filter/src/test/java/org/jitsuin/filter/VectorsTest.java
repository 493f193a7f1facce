package org.jitsuin.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The test vectors that other readers are tried with. {@code -Djitsuin.docs=write} writes them and
 * the document's example anew, if the format changes on purpose.
 */
class VectorsTest {
  private static final Path DOCUMENT = Path.of("../docs/status-filter.md");
  private static final String BEGIN = "<!-- example -->\n";
  private static final String END = "<!-- end of the example -->\n";

  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      Vectors.write();
      String text = Files.readString(DOCUMENT);
      Files.writeString(
          DOCUMENT,
          text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
              + example()
              + text.substring(text.indexOf(END)));
    }
  }

  @Test
  void vectors_areWhatIsBuiltOfTheirCertificates() throws IOException {
    TestFiles files = new TestFiles(Sha256.of(Vectors.authority().getPublicKey()));

    assertThat(Files.readString(Vectors.FILE))
        .isEqualTo(Vectors.text(Vectors.octets("authority"), Vectors.octets("head"), files));
  }

  @Test
  void questions_areAnsweredAsTheySay() {
    Opened opened =
        StatusFilter.open(
            Vectors.octets("head"),
            Vectors.octets("base"),
            Vectors.octets("delta"),
            List.of(Vectors.authority()));

    assertThat(opened).isInstanceOf(Opened.Usable.class);
    StatusFilter filter = ((Opened.Usable) opened).filter();
    for (String[] ask : Vectors.read("ask")) {
      assertThat(
              filter.status(
                  Vectors.authority().getPublicKey(),
                  new BigInteger(ask[2], 16),
                  Instant.ofEpochMilli(Long.parseLong(ask[1]))))
          .isEqualTo(FilterStatus.valueOf(ask[3]));
    }
  }

  @Test
  void document_showsThem() throws IOException {
    assertThat(Files.readString(DOCUMENT)).contains(BEGIN + example() + END);
  }

  private static String example() {
    StringBuilder text = new StringBuilder("```\n");
    text.append(Vectors.read("hash").getFirst()[0]);
    for (int i = 1; i <= 3; i++) {
      text.append(' ').append(Vectors.read("hash").getFirst()[i]);
    }
    for (String word : List.of("base", "delta")) {
      text.append("\n\n").append(word);
      String hex = Vectors.hex(Vectors.octets(word));
      for (int i = 0; i < hex.length(); i += 96) {
        text.append('\n').append(hex, i, Math.min(i + 96, hex.length()));
      }
    }
    text.append("\n\n");
    for (String[] ask : Vectors.read("ask").subList(0, 12)) {
      text.append(String.join(" ", ask)).append('\n');
    }
    return text.append("```\n").toString();
  }
}
