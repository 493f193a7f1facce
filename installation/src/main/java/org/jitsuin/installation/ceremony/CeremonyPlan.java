package org.jitsuin.installation.ceremony;

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
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.personnel.StaffRules;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.request.KeyRequest;
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
    Set<Fingerprint> keys = new HashSet<>();
    for (FirstStaff member : staff) {
      String person = member.seat().person();
      if (!people.add(person.toLowerCase(Locale.ROOT))) {
        throw new SetupFailure("staff " + member.seat().name() + ": two have the id " + person);
      }
      if (member.brought().isPresent() && !keys.add(member.brought().get().hash())) {
        throw new SetupFailure(
            "staff " + person + " brings the same key as another one; each has one of their own");
      }
    }
  }

  /**
   * A member of the first staff.
   *
   * @param brought the key that they brought, on a token of theirs; one is made for who brings none
   */
  public record FirstStaff(StaffSeat seat, Optional<KeyRequest> brought) {}

  /**
   * Returns this plan if an authority that people trust may be founded by it: with custodians and
   * in production everybody of the staff brings a key of their own, and there are two operators,
   * who let all others in; in production no key is one for training.
   *
   * @throws SetupFailure that says what is missing
   */
  public CeremonyPlan inEarnest(boolean production) {
    if (production) {
      authorities.stream()
          .flatMap(authority -> authority.obstacle().stream())
          .findFirst()
          .ifPresent(obstacle -> {
            throw new SetupFailure(obstacle);
          });
    }
    if (!production && custodians.isEmpty()) {
      return this;
    }
    List<String> without =
        staff.stream()
            .filter(member -> member.brought().isEmpty())
            .map(member -> member.seat().person())
            .toList();
    if (!without.isEmpty()) {
      boolean anybody = without.size() < staff.size();
      throw new SetupFailure(
          "with custodians and in production everybody of the first staff brings a request"
              + " (PKCS#10) for a key of their own, which stands in the script of the ceremony"
              + " (./jitsuin ceremony --script FILE) as request: FILE.csr; "
              + (anybody ? "none brought: " + String.join(", ", without) : "nobody brought one"));
    }
    long operators =
        staff.stream().filter(member -> member.seat().role() == Role.CA_OPERATOR).count();
    if (operators < StaffRules.OPERATORS) {
      throw new SetupFailure(
          String.format(
              Locale.ROOT,
              "the script names %d CA operators among the staff; two are needed, each with a"
                  + " request for a key of their own: what one proposes, another one approves",
              operators));
    }
    return this;
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
    return of(written.script(), Optional.of(written), baseUrl, hosts);
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
      CeremonyScript script,
      Optional<CeremonyScript.Written> file,
      String baseUrl,
      List<String> hosts) {
    List<AuthorityScript> authorities =
        script
            .authorities()
            .orElseGet(() ->
                SCRIPTS.stream()
                    .map(name -> read(name, new TypeReference<AuthorityScript>() {}))
                    .toList());
    return new CeremonyPlan(
        authorities.stream().map(authority -> authority.servedAt(baseUrl)).toList(),
        staff(script, file),
        hosts,
        baseUrl.replaceFirst("^https?://", "") + "/log",
        script.custodians(),
        script.witnesses(),
        file.map(CeremonyScript.Written::hash));
  }

  /**
   * Returns the staff of the script; where it names none, that of development without custodians.
   */
  private static List<FirstStaff> staff(
      CeremonyScript script, Optional<CeremonyScript.Written> file) {
    if (script.staff().isPresent()) {
      Path place = file.orElseThrow().file();
      return script.staff().get().stream().map(line -> line.checked(place)).toList();
    }
    return script.custodians().isPresent()
        ? List.of()
        : read("development-staff.yaml", new TypeReference<List<StaffLine>>() {}).stream()
            .map(line -> new FirstStaff(line.seat(), Optional.empty()))
            .toList();
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
