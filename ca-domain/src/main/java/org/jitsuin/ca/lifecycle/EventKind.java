package org.jitsuin.ca.lifecycle;

import java.util.Arrays;
import java.util.Optional;

/** The kind of a resident event (異動); {@link EventRules} says which certificates each ends. */
public enum EventKind {
  /** A change of name (氏名; article 12, paragraph 1). */
  NAME_CHANGED("name-changed"),
  /** A change of address (住所), by a move or by renaming. */
  ADDRESS_CHANGED("address-changed"),
  /** A change of sex (男女の別). */
  SEX_CHANGED("sex-changed"),
  /** A correction of the birth date (出生の年月日). */
  BIRTH_DATE_CHANGED("birth-date-changed"),
  /** The death of the resident (死亡). */
  DIED("died"),
  /** The record was deleted (住民票の消除) for another reason than death or departure. */
  RESIDENCY_LOST("residency-lost"),
  /** A departure from Japan (国外転出) without continued use of the card. */
  DEPARTED("departed"),
  /** A departure from Japan (国外転出) with continued use (国外継続利用), arranged by the day before. */
  DEPARTED_CONTINUING("departed-continuing"),
  /** An entry from abroad (国外からの転入), or any other return into a resident record. */
  ENTERED("entered"),
  /** An error or omission of the record (記録誤り・記録漏れ; article 13), found ex officio. */
  RECORD_ERROR("record-error"),
  /** The loss of the card (紛失), notified to the register. */
  CARD_LOST("card-lost"),
  /** The return of the card (返納). */
  CARD_RETURNED("card-returned"),
  /** A change of the resident's number (個人番号の変更); the number itself is never told. */
  NUMBER_CHANGED("number-changed"),
  /** A change of the period or status of stay (在留期間・在留資格の変更). */
  STAY_CHANGED("stay-changed"),
  /** The cancellation of a planned event (異動の取消し), which will not take effect. */
  EVENT_CANCELLED("event-cancelled"),
  /** A change of the alias (通称の登録・変更・廃止): the name as it is written from then on. */
  ALIAS_CHANGED("alias-changed"),
  /** A change of the former surname (旧氏の登録・変更・廃止): the name as it is written from then on. */
  FORMER_SURNAME_CHANGED("former-surname-changed"),
  /**
   * The whole record of somebody as it is (記載事項の確認): what an office entered is right, or is not.
   */
  CONFIRMED("confirmed"),
  /** How the name is read from then on (氏名の振り仮名の記載・変更), which no certificate carries. */
  READING_CHANGED("reading-changed");

  private final String id;

  EventKind(String id) {
    this.id = id;
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  public static Optional<EventKind> byId(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
