package org.jitsuin.ca.record;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.entry.Added;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Kind;

/** Acts upon a card. */
public sealed interface CardAct extends AuditAct {
  /**
   * A card was registered with its holder.
   *
   * @param holder the hash of the holder's data
   * @param confirmation whether the register had confirmed it: {@code confirmed} or {@code awaited}
   * @param present who came to the counter
   * @param documents what identity was checked with
   */
  @Kind("card-registered")
  record CardRegistered(
      String card,
      String municipality,
      String holder,
      @Added Optional<String> confirmation,
      @Added List<String> present,
      @Added List<String> documents)
      implements CardAct {
    public CardRegistered {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }

  /**
   * A card took another one's place.
   *
   * @param card the new card
   * @param cause such as {@code lost}
   * @param notification the number of the loss notification or victim's notification, in entries of
   *     earlier releases; empty since
   * @param present who came to the counter
   * @param documents what identity was checked with
   * @param evidence the hash that binds the number of the notification
   */
  @Kind("card-replaced")
  record CardReplaced(
      String card,
      String predecessor,
      String cause,
      String notification,
      int feeYen,
      @Added List<String> present,
      @Added List<String> documents,
      @Added Optional<String> evidence)
      implements CardAct {
    public CardReplaced {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }

  /**
   * The last day of a card moved.
   *
   * @param ground such as {@code stay-extended}
   */
  @Kind("card-term-changed")
  record CardTermChanged(String card, LocalDate expiresOn, String ground) implements CardAct {}

  /** A card lapsed. */
  @Kind("card-ended")
  record CardEnded(String card, String cause, String origin) implements CardAct {}

  /**
   * A card and its certificates were suspended.
   *
   * @param evidence the hash of who reported it and how
   */
  @Kind("card-suspended")
  record CardSuspended(String card, String evidence) implements CardAct {}

  /**
   * A suspension was lifted.
   *
   * @param present who came to the counter
   * @param documents what identity was checked with
   */
  @Kind("suspension-lifted")
  record SuspensionLifted(String card, List<String> present, List<String> documents)
      implements CardAct {
    public SuspensionLifted {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }

  /**
   * The register confirmed the data of a card's holder.
   *
   * @param cause what brought it about, such as {@code resident-event e-17}
   */
  @Kind("holder-confirmed")
  record HolderConfirmed(String card, String cause) implements CardAct {}

  /**
   * The register has other data of a card's holder than what was entered.
   *
   * @param items those that differ, such as {@code address}
   * @param cause what told it, such as {@code resident-event e-17}
   */
  @Kind("holder-differs")
  record HolderDiffers(String card, List<String> items, String cause) implements CardAct {
    public HolderDiffers {
      items = List.copyOf(items);
    }
  }

  /**
   * Somebody began to write a card, or went on with what somebody else began.
   *
   * @param order names it, on the chip too
   * @param chip the number of the chip
   * @param certificates of which kinds
   */
  @Kind("card-write-begun")
  record CardWriteBegun(String card, String order, String chip, List<String> certificates)
      implements CardAct {
    public CardWriteBegun {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * A card was read back, and holds what was issued.
   *
   * @param counter of the chip's updates
   */
  @Kind("card-written")
  record CardWritten(
      String card,
      String order,
      String chip,
      int counter,
      List<CertificateAct.IssuedCertificate> certificates)
      implements CardAct {
    public CardWritten {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * The writing of a card ended, and no card holds what was issued for it.
   *
   * @param cause {@code withdrawn}, or {@code lapsed} where nobody ended it in time
   */
  @Kind("card-write-ended")
  record CardWriteEnded(String card, String order, String chip, String cause) implements CardAct {}

  /**
   * A PIN of the card was locked, unlocked or reset; the PIN itself is never recorded.
   *
   * @param pin of which certificate
   * @param what locked, unlocked or reset
   */
  @Kind("pin-recorded")
  record PinRecorded(
      String card, String pin, String what, List<String> present, List<String> documents)
      implements CardAct {
    public PinRecorded {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }
}
