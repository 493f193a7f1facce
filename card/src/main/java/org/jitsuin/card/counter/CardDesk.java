package org.jitsuin.card.counter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.Standing;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.personalisation.CardLink;
import org.jitsuin.card.personalisation.CardRefusedException;
import org.jitsuin.card.personalisation.CardWriter;
import org.jitsuin.card.personalisation.ChannelException;
import org.jitsuin.card.personalisation.KeySource;
import org.jitsuin.card.personalisation.OfficeChannel;
import org.jitsuin.card.personalisation.OtherOrderException;
import org.jitsuin.card.personalisation.WrongCardException;
import org.jitsuin.card.state.KeyUse;

/**
 * Carries deeds out on cards in readers. It keeps nothing: the card itself says where it stands.
 */
public final class CardDesk {
  private final Readers readers;
  private final KeySource keys;
  private final SecureRandom random;

  /**
   * @param keys open the cards of this office
   */
  public CardDesk(Readers readers, KeySource keys, SecureRandom random) {
    this.readers = readers;
    this.keys = keys;
    this.random = random;
  }

  public List<Readers.Reader> readers() {
    return readers.list();
  }

  /** Where the card in a reader stands. */
  public CardView view(String reader) {
    return onCard(reader, CardView::read);
  }

  /**
   * Which PINs the holder must enter before a deed can be carried out. The card is let go
   * meanwhile: people take their time.
   */
  public Set<KeyUse> pinsFor(Deed deed) {
    return switch (deed) {
      case Deed.SetPin(String reader, String chip, KeyUse use) -> {
        Standing _ = write(reader, chip, CardWriter::standing);
        yield Set.of(use);
      }
      case Deed.Finish finish -> write(finish.reader(), finish.chip(), new Finishing(finish)::pins);
      case Deed.Prepare _, Deed.Abandon _, Deed.Unlock _, Deed.End _ -> Set.of();
    };
  }

  /**
   * Carries a deed out, or what is left of it.
   *
   * @param pins as {@link #pinsFor} asked for them
   * @throws CounterFailure if it is not done; it can be asked for again as it is
   */
  public DeedResult carryOut(Deed deed, Map<KeyUse, Pin> pins) {
    return switch (deed) {
      case Deed.Prepare(String reader, String chip, _, _, _) ->
          write(reader, chip, writer -> prepare(writer, (Deed.Prepare) deed));
      case Deed.Finish finish ->
          write(finish.reader(), finish.chip(), writer -> new Finishing(finish).run(writer, pins));
      case Deed.Abandon(String reader, String chip, UUID order) ->
          write(reader, chip, writer -> done(() -> writer.abandon(OrderName.octets(order))));
      case Deed.SetPin(String reader, String chip, KeyUse use) ->
          write(reader, chip, writer -> done(() -> setPin(writer, use, pins)));
      case Deed.Unlock(String reader, String chip, KeyUse use) ->
          write(reader, chip, writer -> done(() -> writer.unlock(use)));
      case Deed.End(String reader, String chip) -> endCard(reader, chip);
    };
  }

  private static DeedResult prepare(CardWriter writer, Deed.Prepare deed) throws IOException {
    Bytes order = OrderName.octets(deed.order());
    return new DeedResult.Requests(
        writer.prepare(order, new TreeSet<>(deed.uses()), deed.scheme()));
  }

  /** Sets a PIN. */
  static void setPin(CardWriter writer, KeyUse use, Map<KeyUse, Pin> pins) throws IOException {
    Pin pin = pins.get(use);
    if (pin == null) {
      throw new CounterFailure(ProblemCode.PIN_NOT_ENTERED);
    }
    try {
      pin.with(octets -> {
        try {
          writer.setPin(use, octets);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return true;
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A card that was ended stays so, which is no failure. */
  private DeedResult endCard(String reader, String chip) {
    return onCard(
        reader,
        channel -> {
          CardWriter.of(chip, channel).end();
          return new DeedResult.Done();
        });
  }

  private interface Step {
    void run() throws IOException;
  }

  private static DeedResult done(Step step) throws IOException {
    step.run();
    return new DeedResult.Done();
  }

  private interface Writing<T> {
    T with(CardWriter writer) throws IOException;
  }

  private <T> T write(String reader, String chip, Writing<T> writing) {
    return onCard(
        reader,
        channel -> {
          CardWriter writer = CardWriter.of(chip, channel);
          if (writer.standing().ended()) {
            throw new CounterFailure(ProblemCode.CARD_ENDED);
          }
          return writing.with(writer);
        });
  }

  private interface Channelled<T> {
    T with(OfficeChannel channel) throws IOException;
  }

  private <T> T onCard(String reader, Channelled<T> use) {
    try {
      return readers.withCard(reader, link -> use.with(opened(link)));
    } catch (WrongCardException e) {
      throw new CounterFailure(ProblemCode.CARD_DIFFERS, e);
    } catch (OtherOrderException e) {
      throw CounterFailure.of(OrderName.uuid(e.order()), e);
    } catch (CardRefusedException e) {
      throw new CounterFailure(ProblemCode.CARD_REFUSED, e);
    } catch (ChannelException e) {
      throw new CounterFailure(ProblemCode.CARD_NOT_OURS, e);
    } catch (IOException e) {
      throw new CounterFailure(ProblemCode.CARD_REMOVED, e);
    }
  }

  private OfficeChannel opened(CardLink link) throws IOException {
    try {
      return OfficeChannel.open(link, keys, random);
    } catch (CardRefusedException e) {
      throw new CounterFailure(ProblemCode.CARD_NOT_OURS, e);
    }
  }
}
