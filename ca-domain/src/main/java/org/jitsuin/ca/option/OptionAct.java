package org.jitsuin.ca.option;

import java.util.Optional;
import org.jitsuin.ca.model.ApplicationKind;

/** The kind of an act that somebody may want for a card. */
public enum OptionAct {
  /** Issue certificates to a card that has none of them (新規発行). */
  CERTIFICATES(ApplicationKind.CERTIFICATES),
  /** Issue certificates in the place of others (更新). */
  RENEWAL(ApplicationKind.RENEWAL),
  /** Register a card in the place of this one (再交付). */
  REPLACEMENT(ApplicationKind.REPLACEMENT),
  /** Register a card for somebody who has none in force. */
  REGISTRATION(ApplicationKind.REGISTRATION),
  /** Extend a card that ends with a period of stay. */
  EXTENSION(ApplicationKind.EXTENSION),
  /** Suspend a card that was lost (一時停止). */
  SUSPENSION("suspension"),
  /** Lift the suspension of a card that was found again (一時停止解除). */
  LIFT(ApplicationKind.LIFT),
  /** Revoke a certificate (失効). */
  REVOCATION(ApplicationKind.REVOCATION),
  /** Record what happened to a PIN (暗証番号). */
  PIN(ApplicationKind.PIN),
  /** Take in a fact about the card that the resident register alone tells (紛失・返納). */
  RESIDENT_EVENT("resident-event");

  private final String id;
  private final Optional<ApplicationKind> application;

  OptionAct(ApplicationKind application) {
    this.id = application.id();
    this.application = Optional.of(application);
  }

  OptionAct(String id) {
    this.id = id;
    this.application = Optional.empty();
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  /** Returns as what it can be applied for, if it can. */
  public Optional<ApplicationKind> application() {
    return application;
  }
}
