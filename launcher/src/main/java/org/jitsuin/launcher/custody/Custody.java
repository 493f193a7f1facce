package org.jitsuin.launcher.custody;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.installation.ceremony.Custodians;
import org.jitsuin.installation.custody.CustodySeal;
import org.jitsuin.installation.custody.CustodySeal.Opening;
import org.jitsuin.installation.custody.CustodySecret;
import org.jitsuin.installation.custody.SecretShare;
import org.jitsuin.launcher.installation.CustodyFile;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PinDirectory;
import org.jitsuin.launcher.installation.TokenPlace;

/** The custodians of one installation: appointed once, then needed at each start. */
public final class Custody {
  private static final List<String> TOKENS = List.of("ca", "ocsp");

  private final Installation installation;
  private final Shares shares;

  /**
   * @param shares what the custodians bring
   */
  public Custody(Installation installation, Shares shares) {
    this.installation = installation;
    this.shares = shares;
  }

  /**
   * Splits a new secret among custodians, and opens the tokens for the ceremony that makes them.
   *
   * @param directories one for each custodian, by name
   * @param shown where shares are shown instead of written
   */
  public void appoint(
      Custodians custodians,
      Map<String, Path> directories,
      Optional<SharePrompt> shown,
      SecureRandom random) {
    if (installation.settings().tokens() instanceof TokenPlace.Given) {
      throw CustodyMessages.MESSAGES.givenTokens();
    }
    check(custodians, directories);
    if (shown.isPresent() && !shown.get().isThere()) {
      throw CustodyMessages.MESSAGES.noTerminal();
    }
    try (CustodySecret secret = CustodySecret.draw(random)) {
      List<SecretShare> split =
          secret.split(custodians.needed(), custodians.people().size(), random);
      for (SecretShare share : split) {
        String person = custodians.people().get(share.number() - 1);
        shown.ifPresentOrElse(
            prompt -> prompt.show(person, share),
            () -> write(directories.get(person).resolve(person + Shares.SUFFIX), share));
      }
      installation.keep(
          new CustodyFile(CustodySeal.of(secret, split, random), custodians.people()));
      open(secret, true);
    }
  }

  private static void check(Custodians custodians, Map<String, Path> directories) {
    Set<Path> seen = new HashSet<>();
    for (String person : custodians.people()) {
      Path directory = directories.get(person);
      if (directory == null || !Files.isDirectory(directory)) {
        throw CustodyMessages.MESSAGES.noDirectory(person, person);
      }
      Path file = directory.resolve(person + Shares.SUFFIX);
      if (Files.exists(file)) {
        throw CustodyMessages.MESSAGES.shareExists(file.toString());
      }
      if (!seen.add(directory.toAbsolutePath().normalize())) {
        throw CustodyMessages.MESSAGES.sharedDirectory(directory.toString());
      }
    }
  }

  private static void write(Path file, SecretShare share) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, share.text() + "\n", StandardOpenOption.SYNC);
    } catch (FileAlreadyExistsException e) {
      throw CustodyMessages.MESSAGES.shareExists(file.toString());
    } catch (IOException e) {
      throw CustodyMessages.MESSAGES.unreadable(file.toString(), e.toString());
    }
  }

  /**
   * Opens the tokens if custodians hold them and they are closed.
   *
   * @return the act, if custodians were needed; it belongs into the audit log
   */
  public Optional<AuditAct> openIfClosed(String purpose) {
    return installation.custody().isEmpty() || installation.pins().isOpen()
        ? Optional.empty()
        : open(purpose, false);
  }

  /**
   * Asks the custodians in any case, also where the tokens are open already.
   *
   * @param making whether tokens may have to be made, which takes more PINs
   * @return the act; empty where nobody was appointed
   */
  public Optional<AuditAct> open(String purpose, boolean making) {
    return unlock(purpose)
        .map(unlocked -> {
          try (CustodySecret secret = unlocked.secret()) {
            open(secret, making);
          }
          return unlocked.act();
        });
  }

  /**
   * The secret that custodians gave back, to be closed by whoever uses it.
   *
   * @param act belongs into the audit log
   */
  public record Unlocked(CustodySecret secret, AuditAct act) {}

  /** Unlocks the secret without opening the tokens; otherwise as {@link #open(String, boolean)}. */
  public Optional<Unlocked> unlock(String purpose) {
    return installation
        .custody()
        .map(CustodyFile::seal)
        .map(seal -> {
          Opening.Open opened = shares.open(installation, seal);
          return new Unlocked(
              opened.secret(),
              new CeremonyAct.TokensUnlocked(seal.set(), opened.numbers(), purpose));
        });
  }

  private void open(CustodySecret secret, boolean making) {
    PinDirectory pins = installation.pins();
    for (String token : TOKENS) {
      if (making) {
        pins.write(token + "-so-pin", secret.derive(token + "-so-pin"));
      }
      pins.write(token + "-pin", secret.derive(token + "-pin"));
    }
  }

  /** Removes what only making tokens needs. */
  public void forgetOfficerPins() {
    TOKENS.forEach(token -> installation.pins().forget(token + "-so-pin"));
  }

  /** Closes the tokens for whoever starts now, where custodians hold them. */
  public void close() {
    if (installation.custody().isPresent()) {
      installation.pins().delete();
    }
  }
}
