package org.jitsuin.card.counter;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.card.personalisation.WrittenCertificate;
import org.jitsuin.card.state.KeyUse;

/** Something that a counter does to a card, as it was asked for. */
public sealed interface Deed {
  /** In which reader. */
  String reader();

  /** The number of the card that is meant; no other that lies in the reader. */
  String chip();

  /** The act for which something is written, where it is. */
  default Optional<UUID> act() {
    return Optional.empty();
  }

  /** What it is called. */
  default String name() {
    return switch (this) {
      case SetPin _ -> "set-pin";
      default -> getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  /** Has the card make keys, and sign the requests for their certificates. */
  record Prepare(String reader, String chip, UUID order, Set<KeyUse> uses, SignatureScheme scheme)
      implements Deed {
    public Prepare {
      uses = Set.copyOf(uses);
    }

    @Override
    public Optional<UUID> act() {
      return Optional.of(order);
    }
  }

  /** Writes certificates and puts them to use, sets PINs that were never set, and reads back. */
  record Finish(
      String reader, String chip, UUID order, Map<KeyUse, WrittenCertificate> certificates)
      implements Deed {
    public Finish {
      certificates = Map.copyOf(certificates);
    }

    @Override
    public Optional<UUID> act() {
      return Optional.of(order);
    }
  }

  /** Takes back what was begun. */
  record Abandon(String reader, String chip, UUID order) implements Deed {
    @Override
    public Optional<UUID> act() {
      return Optional.of(order);
    }
  }

  /** Sets a PIN that the holder enters. */
  record SetPin(String reader, String chip, KeyUse use) implements Deed {}

  /** Gives a locked PIN its tries back. */
  record Unlock(String reader, String chip, KeyUse use) implements Deed {}

  /** Erases keys and PINs, for good. */
  record End(String reader, String chip) implements Deed {}
}
