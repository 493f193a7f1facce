package org.jitsuin.ca.application;

import org.jitsuin.ca.outcome.Refusal;

/** The refusal with which an application ended. */
public record RefusalView(String code, String detail, String detailJa) {
  public static RefusalView of(Refusal refusal) {
    return new RefusalView(
        refusal.code().name(),
        refusal.code().english(refusal.detail()),
        refusal.code().japanese(refusal.detail()));
  }
}
