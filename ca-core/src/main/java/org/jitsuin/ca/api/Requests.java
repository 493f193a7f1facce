package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.MyNumber;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.RefusalCode;

/** The bodies of requests. Components that may be absent are null here and nowhere else. */
public final class Requests {
  private static final String REGISTER_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private static final String MY_NUMBER = "\\d{12}";

  private Requests() {}

  /** A card with its holder. Without issuedOn it is issued today. */
  public record CardRequest(
      @JsonProperty(required = true) String municipality,
      LocalDate issuedOn,
      LocalDate applicationReceivedOn,
      Boolean withoutPins,
      @JsonProperty(required = true) HolderRequest holder) {

    RegisterCard.Application application(LocalDate today) {
      LocalDate issued = issuedOn == null ? today : issuedOn;
      return new RegisterCard.Application(
          holder.holder(present("municipality", municipality)),
          Optional.ofNullable(holder.stay()).map(StayRequest::stay),
          flag(holder.ward()),
          issued,
          applicationReceivedOn == null ? issued : applicationReceivedOn,
          flag(withoutPins));
    }
  }

  /**
   * The holder of a card to be registered. Substitute flags may be omitted where the text has no
   * substitutes.
   */
  public record HolderRequest(
      @JsonProperty(required = true) String registerId,
      @JsonProperty(required = true) String name,
      String nameSubstitutes,
      @JsonProperty(required = true) String address,
      String addressSubstitutes,
      @JsonProperty(required = true) String sex,
      @JsonProperty(required = true) String birthDate,
      StayRequest stay,
      Boolean ward) {

    Holder holder(String municipality) {
      return new Holder(
          identifier("holder.registerId", registerId),
          municipality,
          text("holder.name", name, nameSubstitutes),
          text("holder.address", address, addressSubstitutes),
          choice("holder.sex", sex, Sex::byId),
          Requests.birthDate("holder.birthDate", birthDate));
    }

    /** Returns a text without the content, which is personal data. */
    @Override
    public String toString() {
      return "HolderRequest";
    }
  }

  /** The residence of a foreign resident. */
  public record StayRequest(@JsonProperty(required = true) String status, LocalDate until) {
    Stay stay() {
      try {
        return new Stay(
            choice("stay.status", status, Stay.Status::byId), Optional.ofNullable(until));
      } catch (IllegalArgumentException e) {
        throw new RequestRefused(RefusalCode.REQUEST_INVALID, e.getMessage());
      }
    }
  }

  /** Returns the value of a flag, false where it was omitted. */
  static boolean flag(Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  static <T> T present(String member, T value) {
    if (value == null) {
      throw invalid(member, "must not be null");
    }
    return value;
  }

  /** Returns whether a text has the form of an id and not that of a My Number. */
  static boolean isIdentifier(String value) {
    return value.matches(REGISTER_ID) && !value.matches(MY_NUMBER);
  }

  static String identifier(String member, String value) {
    if (!present(member, value).matches(REGISTER_ID)) {
      throw invalid(member, "must be 1 to 64 letters, digits, dots, hyphens or underscores");
    }
    if (value.matches(MY_NUMBER)) {
      throw invalid(member, "looks like a My Number, which is never accepted here");
    }
    return value;
  }

  /**
   * Keeps a My Number out, wherever else than in JSON a text comes from.
   *
   * @throws RequestRefused MY_NUMBER_NOT_ACCEPTED
   */
  static void refuseMyNumber(String value) {
    if (MyNumber.isIn(value)) {
      throw new RequestRefused(RefusalCode.MY_NUMBER_NOT_ACCEPTED, "");
    }
  }

  /** A date, or as much of one as is known. */
  static BirthDate birthDate(String member, String value) {
    try {
      return BirthDate.parse(present(member, value));
    } catch (IllegalArgumentException e) {
      throw invalid(member, e.getMessage());
    }
  }

  static RegisterText text(String member, String value, String substitutes) {
    try {
      return RegisterText.received(
          present(member, value), substitutes == null ? "0".repeat(value.length()) : substitutes);
    } catch (IllegalArgumentException e) {
      throw invalid(member, e.getMessage());
    }
  }

  static <T> T choice(String member, String value, Function<String, Optional<T>> byId) {
    return byId.apply(present(member, value))
        .orElseThrow(() -> invalid(member, "is not one of its allowed values"));
  }

  static RequestRefused invalid(String member, String problem) {
    return new RequestRefused(RefusalCode.REQUEST_INVALID, "member " + member + " " + problem);
  }
}
