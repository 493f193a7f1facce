package org.jitsuin.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRulesTest {
  @ParameterizedTest
  @CsvSource({
    "/counter/cards/3f2a, /counter/index.html",
    "/counter/today, /counter/index.html",
    "/audit/entries/4711/proof, /audit/index.html",
  })
  void entry_addressInsideOfAProgram_isThatProgram(String path, String file) {
    assertThat(PageRules.entry(path)).contains(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/counter/",
        "/counter",
        "/counter/x.js",
        "/assets/a-1",
        "/public/check",
        "/Counter/x",
        "/../counter/x",
        "/WEB-INF/web.xml"
      })
  void entry_anythingElse_isAFile(String path) {
    assertThat(PageRules.entry(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/counter/", "/clear.html", "/publicity/", "/assets"})
  void withoutTls_whatIsNotPublic_isRefused(String path) {
    assertThat(PageRules.isPublic(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/check/", "/assets/index-1.js"})
  void withoutTls_whatIsPublic_isThere(String path) {
    assertThat(PageRules.isPublic(path)).isTrue();
  }

  @Test
  void cacheControl_onlyWhatItsNameTells_isKept() {
    assertThat(PageRules.cacheControl("/assets/index-1.js")).contains("immutable");
    assertThat(PageRules.cacheControl("/counter/index.html")).isEqualTo("no-store");
    assertThat(PageRules.cacheControl("/")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/audit/entries/1", "/lossline/", "/public/check.html", "/counter"})
  void policy_letsNothingInlineAndNobodyElse(String path) {
    assertThat(PageRules.policy(path, 8450))
        .startsWith("default-src 'none'; ")
        .contains("; connect-src 'self'; ", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "data:", "http:", "https:", "*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/counter/", "/counter/index.html", "/counter/visit"})
  void policy_ofTheCounter_letsTheAgentOfTheSameMachine(String path) {
    assertThat(PageRules.policy(path, 8451))
        .contains("; connect-src 'self' http://127.0.0.1:8451; ")
        .doesNotContain("unsafe", "data:", "https:", "*");
    assertThat(PageRules.policy(path, 0)).contains("; connect-src 'self'; ");
  }
}
