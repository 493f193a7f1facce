package org.jitsuin.bench.measure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as programs and as people read them. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DECIMALS = 3;

  private final List<Figure> figures;

  /**
   * @param figures in the order in which they are shown
   */
  public Report(List<Figure> figures) {
    this.figures = List.copyOf(figures);
  }

  /**
   * Returns one JSON object keyed by figure, on one line: {@code {"issue.rate": {"value": …,
   * "unit": "1/s", "limit": …, "ratio": …}, …}}; limit and ratio only where there is a limit.
   */
  public String json() {
    Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
    for (Figure figure : figures) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("value", rounded(figure.value()));
      members.put("unit", figure.unit());
      figure.limit().ifPresent(limit -> members.put("limit", rounded(limit)));
      figure.ratio().ifPresent(ratio -> members.put("ratio", rounded(ratio)));
      byName.put(figure.name(), members);
    }
    try {
      return JSON.writeValueAsString(byName);
    } catch (JacksonException e) {
      throw new IllegalStateException("figures can be written as JSON", e);
    }
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
  }

  /** A table, line by line. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(row("figure", "value", "unit", "limit", "ratio", "goal"));
    for (Figure figure : figures) {
      lines.add(
          row(
              figure.name(),
              text(figure.value()),
              figure.unit(),
              figure.limit().map(Report::text).orElse(""),
              figure.ratio().map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).orElse(""),
              figure
                  .goal()
                  .map(goal -> (goal.isReached(figure) ? "✓ " : "✗ ") + goal.text())
                  .orElse("")));
    }
    return lines;
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "  %-24s %12s  %-6s %12s %7s  %s", cells).stripTrailing();
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
  }
}
