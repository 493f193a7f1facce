package org.jitsuin.ca.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;

/**
 * A key generation of an authority as its ceremony file describes it. Kept with the authority, so
 * that what it puts into certificates does not change with a file.
 *
 * <p>Distinguished names are written in the order in which they are encoded.
 */
public record AuthorityScript(
    @JsonProperty(required = true) String authority,
    @JsonProperty(required = true) int generation,
    @JsonProperty(required = true) String scheme,
    @JsonProperty(value = "validity-years", required = true) int validityYears,
    @JsonProperty(required = true) String name,
    @JsonProperty(value = "alternative-name", required = true) String alternativeName,
    @JsonProperty(value = "crl-directory", required = true) String crlDirectory,
    @JsonProperty(value = "base-uri", required = true) String baseUri,
    @JsonProperty(value = "card-keys", required = true) List<String> cardKeys,
    @JsonProperty(required = true) String policy,
    @JsonProperty(value = "cps-uri", required = true) String cpsUri,
    @JsonProperty(value = "ocsp-signer", required = true) OcspSigner ocspSigner) {

  private static final int LONGEST_VALIDITY_YEARS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The description of the OCSP signers of this generation.
   *
   * @param validityDays how long a signer certificate is valid; it is renewed before
   */
  public record OcspSigner(
      @JsonProperty(required = true) String scheme,
      @JsonProperty(value = "validity-days", required = true) int validityDays) {
    public OcspSigner {
      if (validityDays < 1 || validityDays > 90) {
        throw new IllegalArgumentException("ocsp-signer validity-days is 1 to 90");
      }
      requireClassical("ocsp-signer scheme", scheme);
    }

    /** Returns the scheme of the signer's key. */
    public SignatureScheme keyScheme() {
      return named(scheme);
    }
  }

  /**
   * @throws IllegalArgumentException that says which line is wrong
   */
  public AuthorityScript {
    cardKeys = List.copyOf(cardKeys);
    cardKeys.forEach(id -> requireClassical("card-keys", id));
    if (validityYears < 1 || validityYears > LONGEST_VALIDITY_YEARS) {
      throw new IllegalArgumentException("validity-years is 1 to " + LONGEST_VALIDITY_YEARS);
    }
    if (baseUri.endsWith("/")) {
      throw new IllegalArgumentException("base-uri ends without a slash");
    }
  }

  /**
   * Reads a script as it is kept in the database.
   *
   * @throws Fault INTEGRITY_VIOLATED if it is none
   */
  public static AuthorityScript ofJson(String json) {
    try {
      return JSON.readValue(json, AuthorityScript.class);
    } catch (JacksonException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "a ceremony script cannot be read", e);
    }
  }

  /** The script as it is kept in the database; equal scripts are equal texts. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JacksonException e) {
      throw new IllegalStateException("a ceremony script can be written as JSON", e);
    }
  }

  /** Returns this script with the place of its services filled in. */
  public AuthorityScript servedAt(String baseUrl) {
    return new AuthorityScript(
        authority,
        generation,
        scheme,
        validityYears,
        name,
        alternativeName,
        crlDirectory,
        baseUri.replace("{base-url}", baseUrl),
        cardKeys,
        policy,
        cpsUri,
        ocspSigner);
  }

  /** The script of the next generation: another key, and all else as here. */
  public AuthorityScript next() {
    return new AuthorityScript(
        authority,
        generation + 1,
        scheme,
        validityYears,
        name,
        alternativeName,
        crlDirectory,
        baseUri,
        cardKeys,
        policy,
        cpsUri,
        ocspSigner);
  }

  /** The key of this generation. */
  public SignatureScheme keyScheme() {
    return named(scheme);
  }

  /**
   * Returns the script with the key of another scheme. All else is as here: keys of cards and of
   * OCSP signers are classical whatever the authority's own is.
   */
  public AuthorityScript by(SignatureScheme other) {
    return new AuthorityScript(
        authority,
        generation,
        other.id(),
        validityYears,
        name,
        alternativeName,
        crlDirectory,
        baseUri,
        cardKeys,
        policy,
        cpsUri,
        ocspSigner);
  }

  /** Returns why an authority that people trust cannot be of this script, if so. */
  public Optional<String> obstacle() {
    return Optional.of(keyScheme())
        .filter(SignatureScheme::isMlDsa)
        .map(training ->
            String.format(
                Locale.ROOT,
                "%s-g%d is to sign by %s: no token can, so its key is opened in memory for each"
                    + " signature; it is for training, and jitsuin.mode=production refuses it",
                authority,
                generation,
                training.id()));
  }

  private static void requireClassical(String line, String id) {
    if (SignatureScheme.byId(id).filter(SignatureScheme::isMlDsa).isPresent()) {
      throw new IllegalArgumentException(line + " is RSA or ECDSA, not " + id);
    }
  }

  private static SignatureScheme named(String id) {
    return SignatureScheme.byId(id)
        .orElseThrow(() -> new IllegalArgumentException("no signature scheme is named " + id));
  }

  /** Returns the policy for the certificates of this generation. */
  public AuthorityPolicy authorityPolicy() {
    Authority kind =
        Authority.byId(authority)
            .orElseThrow(() -> new IllegalArgumentException("no authority is named " + authority));
    return new AuthorityPolicy(
        new Issuer(kind, generation),
        new X500Name(name),
        new X500Name(alternativeName),
        new X500Name(crlDirectory),
        cardKeys.stream().map(AuthorityScript::named).collect(Collectors.toSet()),
        new ASN1ObjectIdentifier(policy),
        cpsUri,
        baseUri);
  }
}
