package org.jitsuin.ca.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jitsuin.ca.status.Figures.Figure;
import org.jitsuin.ca.status.StatusView.CrlsView;
import org.jitsuin.ca.status.StatusView.OcspView;
import org.junit.jupiter.api.Test;

class FigureRulesTest {
  private final Map<String, List<Figure>> shown = new HashMap<>();
  private final Figures figures = name -> shown.getOrDefault(name, List.of());

  private void show(String name, double value) {
    shown.put("jitsuin." + name, List.of(new Figure(Map.of(), value)));
  }

  private void showCrls() {
    show("crl.ready", 1);
    show("crl.partitions", 3480);
    show("crl.partitions.failing", 0);
    shown.put(
        "jitsuin.crl.remaining.seconds",
        List.of(
            new Figure(Map.of("authority", "signature"), 4000.7),
            new Figure(Map.of("authority", "user-identification"), Double.NaN)));
  }

  @Test
  void crls_ofAPublisherElsewhere_areUnknown() {
    CrlsView view = FigureRules.crls(figures);
    assertThat(view.condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(view.why().why()).hasSize(1);
    assertThat(view.partitions()).isNull();
  }

  @Test
  void crls_allCurrent_areGoodWithTheirFigures() {
    showCrls();
    CrlsView view = FigureRules.crls(figures);
    assertThat(view.condition()).isEqualTo(Condition.GOOD);
    assertThat(view.partitions()).isEqualTo(3480);
    assertThat(view.authorities().getFirst().remainingSeconds()).isEqualTo(4000);
    assertThat(view.authorities().getFirst().condition()).isEqualTo(Condition.GOOD);
    assertThat(view.authorities().getLast().condition()).isEqualTo(Condition.UNKNOWN);
  }

  @Test
  void crls_someThatCannotBeMade_areToldWithTheirCodes() {
    showCrls();
    show("crl.partitions.failing", 2);
    shown.put(
        "jitsuin.crl.partition.failing",
        List.of(
            new Figure(Map.of("error", "TOKEN_UNAVAILABLE"), 1),
            new Figure(Map.of("error", "TOKEN_UNAVAILABLE"), 1)));
    CrlsView view = FigureRules.crls(figures);
    assertThat(view.condition()).isEqualTo(Condition.ATTENTION);
    assertThat(view.why().why()).containsExactly("2 CRLs cannot be made anew (TOKEN_UNAVAILABLE)");
  }

  @Test
  void crls_oneThatIsNotCurrent_fail() {
    showCrls();
    show("crl.ready", 0);
    assertThat(FigureRules.crls(figures).condition()).isEqualTo(Condition.FAILING);
  }

  @Test
  void ocsp_thatReadsTheFeed_isGood_andOneThatDoesNotIsTold() {
    assertThat(FigureRules.ocsp(figures).condition()).isEqualTo(Condition.UNKNOWN);
    show("ocsp.ready", 1);
    show("ocsp.status.age.seconds", 1.5);
    OcspView view = FigureRules.ocsp(figures);
    assertThat(view.condition()).isEqualTo(Condition.GOOD);
    assertThat(view.feedAgeSeconds()).isEqualTo(1);
    show("ocsp.status.age.seconds", 61);
    assertThat(FigureRules.ocsp(figures).condition()).isEqualTo(Condition.ATTENTION);
    show("ocsp.ready", 0);
    assertThat(FigureRules.ocsp(figures).condition()).isEqualTo(Condition.FAILING);
  }
}
