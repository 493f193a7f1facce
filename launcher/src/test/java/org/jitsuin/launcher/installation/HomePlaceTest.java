package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomePlaceTest {
  @ParameterizedTest
  @ValueSource(strings = {"/srv/jitsuin", "/srv/.jitsuin", "/srv/実印/本番", "/srv/a-b_c.d+e@f,g~1"})
  void problem_lettersOfAnyScriptAndFewSigns_none(String path) {
    assertThat(HomePlace.problem(Path.of(path))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/my files, a space",
    "/srv/no#1, the sign #",
    "/srv/100%, the sign %",
    "/srv/a=b, the sign =",
    "/srv/a:b, the sign :",
    "/srv/$HOME, the sign $",
    "/srv/`id`, the sign `",
    "/srv/a;b, the sign ;",
    "/srv/a\\b, the sign \\",
  })
  void problem_signThatAToolDoesNotTake_isNamed(String path, String sign) {
    assertThat(HomePlace.problem(Path.of(path)))
        .get()
        .asString()
        .contains(path, " has " + sign + " in it", "JITSUIN_HOME");
  }

  @Test
  void problem_longerThanASocketMayBe_isNoneUpToThreeHundredOctets() {
    assertThat(HomePlace.problem(Path.of("/" + "a".repeat(299)))).isEmpty();
    assertThat(HomePlace.problem(Path.of("/" + "a".repeat(300))))
        .get()
        .asString()
        .contains("has 301 octets, more than 300");
    assertThat(HomePlace.problem(Path.of("/" + "実".repeat(100)))).isPresent();
  }

  @Test
  void home_throughALink_isThePlaceItself(@TempDir Path directory) throws IOException {
    Path real = Files.createDirectory(directory.resolve("real")).toRealPath();
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);

    assertThat(new Installation(link, Map.of()).home()).isEqualTo(real);
    assertThat(new Installation(link.resolve("not/there/../yet"), Map.of()).home())
        .isEqualTo(real.resolve("not/yet"));
    assertThat(HomePlace.resolved(directory.resolve("nowhere")))
        .isEqualTo(real.resolveSibling("nowhere"));
  }
}
