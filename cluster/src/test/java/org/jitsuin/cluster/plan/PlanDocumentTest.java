package org.jitsuin.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The documents show files of the plan as it writes them. With the system property {@code
 * jitsuin.docs=write} they are written anew instead.
 */
class PlanDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "cluster.md");
  private static final Pattern SHOWN =
      Pattern.compile(
          "^`([a-z0-9-]+/[a-z0-9.-]+)`\n\n```\n(.*?)```$", Pattern.MULTILINE | Pattern.DOTALL);

  private final ClusterPlan plan = ClusterPlanTest.plan(Hosts.USUAL);

  @Test
  void document_files_areThePlans() throws IOException {
    String document = Files.readString(DOCUMENT);
    String updated = SHOWN.matcher(document).replaceAll(this::block);
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      Files.writeString(DOCUMENT, updated);
      return;
    }

    assertThat(document)
        .as("docs/cluster.md; write it anew with -Djitsuin.docs=write")
        .isEqualTo(updated);
  }

  private String block(MatchResult shown) {
    String content = plan.files().get(shown.group(1));
    assertThat(content).as(shown.group(1)).isNotNull();
    return Matcher.quoteReplacement("`%s`\n\n```\n%s```".formatted(shown.group(1), content));
  }

  @Test
  void document_shows_whatMattersMost() throws IOException {
    List<String> shown =
        SHOWN.matcher(Files.readString(DOCUMENT)).results().map(found -> found.group(1)).toList();

    assertThat(shown)
        .containsExactly(
            "db-1/60-jitsuin.cnf",
            "db-1/db-health",
            "app-1/haproxy.cfg",
            "app-1/settings.properties",
            "relay-1/60-jitsuin.cnf",
            "relay-1/follow.sql",
            "va-1/60-jitsuin.cnf",
            "va-1/settings.properties");
  }
}
