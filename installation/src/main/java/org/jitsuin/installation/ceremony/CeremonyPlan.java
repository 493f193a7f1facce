package org.jitsuin.installation.ceremony;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The plan of a key ceremony: all that it will make, read and checked before it begins.
 *
 * @param authorities one script for each authority
 * @param staff who gets the first client certificates
 * @param hosts the names and addresses under which the server is reached over TLS
 * @param logOrigin names the audit log in its checkpoints: its address without the scheme
 * @param custodians who open the tokens together, if anybody
 * @param witnesses who look on, by name
 * @param script the SHA-256 of the script's file, if one was written for it
 */
public record CeremonyPlan(
    List<AuthorityScript> authorities,
    List<FirstStaff> staff,
    List<String> hosts,
    String logOrigin,
    Optional<Custodians> custodians,
    List<String> witnesses,
    Optional<Fingerprint> script) {
  private static final List<String> SCRIPTS = List.of("signature.yaml", "user-identification.yaml");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  public CeremonyPlan {
    authorities = List.copyOf(authorities);
    staff = List.copyOf(staff);
    hosts = List.copyOf(hosts);
    witnesses = List.copyOf(witnesses);
    Set<String> people = new HashSet<>();
    for (FirstStaff member : staff) {
      if (!people.add(member.person().toLowerCase(Locale.ROOT))) {
        throw new SetupFailure("staff " + member.name() + ": two have the id " + member.person());
      }
    }
  }

  /**
   * A member of the first staff as the plan describes them.
   *
   * @param personId the id by which they are told apart; the name where there is none
   */
  public record FirstStaff(
      @JsonProperty("person") String personId,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String role,
      @JsonProperty("municipality") String municipalityCode,
      @JsonProperty("window") String windowCode) {

    /** Returns the id of the person. */
    String person() {
      return Optional.ofNullable(personId).orElse(name);
    }

    /** Returns the municipality; absent where the file has no such line. */
    Optional<String> municipality() {
      return Optional.ofNullable(municipalityCode);
    }

    /** Returns the window; absent where the file has no such line. */
    Optional<String> window() {
      return Optional.ofNullable(windowCode);
    }

    /**
     * Returns what they shall be.
     *
     * @throws SetupFailure that says what is wrong with what the file says
     */
    StaffSeat seat() {
      Role parsed =
          Role.byId(role)
              .orElseThrow(() -> new SetupFailure("staff " + name + ": no role is named " + role));
      if (!StaffMember.isPerson(person())) {
        throw new SetupFailure(
            "staff "
                + name
                + ": the id of a person is up to 64 letters, digits, points and hyphens; give one"
                + " as person");
      }
      try {
        return new StaffSeat(person(), name, parsed, municipality(), window());
      } catch (IllegalArgumentException e) {
        throw new SetupFailure("staff " + e.getMessage(), e);
      }
    }
  }

  /**
   * The plan that comes with the program, for development and training.
   *
   * @param baseUrl where OCSP, CRLs and CA certificates are served
   * @throws SetupFailure that names the file and what is wrong in it
   */
  public static CeremonyPlan development(String baseUrl, List<String> hosts) {
    return of(CeremonyScript.empty(), Optional.empty(), baseUrl, hosts);
  }

  /**
   * The plan of a script; what it does not say is as in {@link #development}.
   *
   * @throws SetupFailure that names the file and what is wrong in it
   */
  public static CeremonyPlan scripted(Path script, String baseUrl, List<String> hosts) {
    CeremonyScript.Written written = CeremonyScript.read(script);
    return of(written.script(), Optional.of(written.file()), baseUrl, hosts);
  }

  /**
   * Reads what a script says of one authority.
   *
   * @return empty where it describes no authorities at all
   * @throws SetupFailure if it describes only others
   */
  public static Optional<AuthorityScript> authority(
      Path script, Authority authority, String baseUrl) {
    return CeremonyScript.read(script)
        .script()
        .authorities()
        .map(all ->
            all.stream()
                .filter(one -> one.authority().equals(authority.id()))
                .findFirst()
                .orElseThrow(() ->
                    new SetupFailure(script + " describes authorities, and not " + authority.id()))
                .servedAt(baseUrl));
  }

  private static CeremonyPlan of(
      CeremonyScript script, Optional<Fingerprint> file, String baseUrl, List<String> hosts) {
    List<AuthorityScript> authorities =
        script
            .authorities()
            .orElseGet(() ->
                SCRIPTS.stream()
                    .map(name -> read(name, new TypeReference<AuthorityScript>() {}))
                    .toList());
    return new CeremonyPlan(
        authorities.stream().map(authority -> authority.servedAt(baseUrl)).toList(),
        script
            .staff()
            .orElseGet(
                () -> read("development-staff.yaml", new TypeReference<List<FirstStaff>>() {})),
        hosts,
        baseUrl.replaceFirst("^https?://", "") + "/log",
        script.custodians(),
        script.witnesses(),
        file);
  }

  private static <T> T read(String name, TypeReference<T> type) {
    try (InputStream file = CeremonyPlan.class.getResourceAsStream("/ceremony/" + name)) {
      return YAML.readValue(Objects.requireNonNull(file), type);
    } catch (JacksonException e) {
      throw new SetupFailure("ceremony/" + name + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("ceremony/" + name + " cannot be read", e);
    }
  }
}
