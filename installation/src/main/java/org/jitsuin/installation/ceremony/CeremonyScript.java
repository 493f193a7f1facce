package org.jitsuin.installation.ceremony;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A ceremony script that somebody wrote: YAML, each part in the place of what comes with the
 * program.
 */
record CeremonyScript(
    @JsonProperty("custodians") Custodians someCustodians,
    @JsonProperty("witnesses") List<String> someWitnesses,
    @JsonProperty("authorities") List<AuthorityScript> someAuthorities,
    @JsonProperty("staff") List<StaffLine> someStaff) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final int LONGEST = 65_536;
  private static final int MOST_WITNESSES = 50;
  private static final int LONGEST_NAME = 100;

  /** Returns a script that has none of the parts. */
  static CeremonyScript empty() {
    return new CeremonyScript(null, null, null, null);
  }

  /**
   * A script in its file.
   *
   * @param hash the SHA-256 of the file
   */
  record Written(CeremonyScript script, Path file, Fingerprint hash) {}

  /**
   * Reads a script.
   *
   * @throws SetupFailure that says what is wrong in it
   */
  static Written read(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new SetupFailure(file + " is too long for a ceremony script");
      }
      byte[] octets = Files.readAllBytes(file);
      CeremonyScript read = YAML.readValue(octets, CeremonyScript.class);
      return new Written(read.checked(file), file, Fingerprint.of(octets));
    } catch (JacksonException e) {
      throw new SetupFailure(file + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new SetupFailure("the ceremony script " + file + " cannot be read", e);
    }
  }

  private CeremonyScript checked(Path file) {
    boolean named =
        witnesses().stream().allMatch(name -> !name.isBlank() && name.length() <= LONGEST_NAME);
    if (witnesses().size() > MOST_WITNESSES || !named) {
      throw new SetupFailure(file + ": witnesses are up to 50 names of up to 100 characters each");
    }
    return this;
  }

  Optional<Custodians> custodians() {
    return Optional.ofNullable(someCustodians);
  }

  List<String> witnesses() {
    return someWitnesses == null ? List.of() : someWitnesses;
  }

  Optional<List<AuthorityScript>> authorities() {
    return Optional.ofNullable(someAuthorities);
  }

  Optional<List<StaffLine>> staff() {
    return Optional.ofNullable(someStaff);
  }
}
