package org.jitsuin.card.applet;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.card.state.KeyUse;

/** What the card knows as long as it has power: forgotten at each reset. */
final class Session {
  /** What can be selected. */
  enum Application {
    NONE,
    /** The public-key application (公的個人認証AP). */
    PUBLIC_KEY,
    /** The card manager (issuer security domain), through which an office writes the card. */
    CARD_MANAGER
  }

  private final Set<KeyUse> verified = EnumSet.noneOf(KeyUse.class);
  private Application application = Application.NONE;
  private Optional<CardFile> file = Optional.empty();

  Application application() {
    return application;
  }

  /** Goes to an application. To select the same one again ends nothing (JICSAP 5.1.3). */
  void select(Application selected) {
    if (selected != application) {
      verified.clear();
      file = Optional.empty();
      application = selected;
    }
  }

  /** The file that the next command is about. */
  Optional<CardFile> file() {
    return file;
  }

  void select(CardFile selected) {
    file = Optional.of(selected);
  }

  boolean isVerified(KeyUse use) {
    return verified.contains(use);
  }

  void verified(KeyUse use) {
    verified.add(use);
  }

  void forget(KeyUse use) {
    verified.remove(use);
  }
}
