package org.jitsuin.ca.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.ExpiryNotice;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.junit.jupiter.api.Test;

class NoticeTextTest {
  private static final Municipality KIYOSE = Municipalities.read().byCode("13221").orElseThrow();
  private static final LocalDate END = LocalDate.of(2026, 2, 3);

  @Test
  void texts_ofACard_sayWhatWhenFromWhenAndWhere() {
    ExpiryNotice card = new ExpiryNotice(Optional.empty(), END, false, false);
    assertThat(NoticeText.english(card, KIYOSE))
        .isEqualTo(
            "Your Individual Number Card is valid until 3 February 2026. You can renew it from"
                + " 4 November 2025 at the municipal office of Kiyose-shi, Tokyo-to.");
    assertThat(NoticeText.japanese(card, KIYOSE))
        .isEqualTo("マイナンバーカードの有効期間は2026年2月3日までです。2025年11月4日から東京都清瀬市の窓口で更新できます。");
  }

  @Test
  void texts_ofACertificateThatEndsWithItsCard_doNotSendTheHolderForARenewalOfItsOwn() {
    ExpiryNotice withCard = new ExpiryNotice(Optional.of(Authority.SIGNATURE), END, true, false);
    assertThat(NoticeText.english(withCard, KIYOSE))
        .isEqualTo(
            "The electronic certificate for signature on your Individual Number Card ends with the"
                + " card, on 3 February 2026: the card that follows it carries a new one.");
    assertThat(NoticeText.japanese(withCard, KIYOSE))
        .isEqualTo("マイナンバーカードの署名用電子証明書の有効期間は、カードと同じ2026年2月3日までです。" + "新しいカードには新しい電子証明書が搭載されます。");
  }
}
