package org.jitsuin.ca.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.jitsuin.ca.query.KeysView.KeyView;
import org.jitsuin.ca.store.KeyUseTable.Use;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class KeyUsesTest {
  private static KeyView signature(KeysView found) {
    return found.keys().stream()
        .filter(use -> use.use().equals("signature-g1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void record_afterAnIssue_isOneMoreOfEach() {
    try (CaFixture ca = CaFixture.started()) {
      KeyUses keys = new KeyUses(ca.transactions(), ca.token(), ca.node(), ca.clock());
      KeyView before = signature(keys.find());
      ca.issueBoth(ca.card());
      keys.record();
      keys.record();
      KeysView found = keys.find();
      KeyView after = signature(found);
      assertThat(after.counted()).isEqualTo(before.counted() + 1);
      assertThat(after.recorded()).isEqualTo(before.recorded() + 1);
      assertThat(after.begun()).isGreaterThanOrEqualTo(after.recorded());
      assertThat(found.keys())
          .extracting(KeyView::use)
          .contains("signature-g1", "user-identification-g1", "audit-log");
      assertThat(found.keys()).allMatch(KeyView::inToken);
      assertThat(found.others()).isNotEmpty().doesNotContain(after.label());
    }
  }

  @Test
  void exceeds_moreThanBegun_isSoButForWhatMayBeSignedTwice() {
    assertThat(new Use("k", "signature-g1", 10, 8, 10).exceeds()).isFalse();
    assertThat(new Use("k", "signature-g1", 11, 8, 10).exceeds()).isTrue();
    assertThat(new Use("k", "audit-log", 11, 10, 10).exceeds()).isFalse();
    assertThat(new Use("k", "audit-log", 1_100, 1_000, 1_000).exceeds()).isTrue();
  }
}
