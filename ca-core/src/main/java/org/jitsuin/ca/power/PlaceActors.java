package org.jitsuin.ca.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files below the home directory: what is in them, and who writes and reads them. */
public final class PlaceActors {
  private static final String PRIVATE =
      "org.jitsuin.server.PowersIT#places_thatAreForTheirOwner_areReadByNobodyElse";
  private static final String LAUNCHER = "launcher";
  private static final String SERVER = "server";
  private static final String DATABASE = "private MariaDB";
  private static final String PEOPLE = "operator of the machine";

  private PlaceActors() {}

  /**
   * A file or a directory.
   *
   * @param name below the home directory
   * @param japanese what it is called
   * @param holds what is in it
   * @param writers who writes it
   * @param readers who reads it besides
   * @param secret whether no other account of the machine may read it
   */
  public record Place(
      String name,
      String japanese,
      String holds,
      List<String> writers,
      List<String> readers,
      boolean secret) {
    public Place {
      writers = List.copyOf(writers);
      readers = List.copyOf(readers);
    }

    private static Place secret(
        String name, String japanese, String holds, List<String> writers, List<String> readers) {
      return new Place(name, japanese, holds, writers, readers, true);
    }

    private static Place open(
        String name, String japanese, String holds, List<String> writers, List<String> readers) {
      return new Place(name, japanese, holds, writers, readers, false);
    }
  }

  /** Every place; a test compares them with an installation. */
  public static List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.addAll(secrets());
    places.addAll(
        List.of(
            Place.open(
                "ca",
                "認証局証明書",
                "certificates of the authorities, the log's public key",
                List.of(LAUNCHER),
                List.of("anybody")),
            Place.open(
                "ceremony",
                "鍵生成記録",
                "records of ceremonies and their signatures",
                List.of(LAUNCHER),
                List.of("custodians, auditors")),
            Place.open(
                "custodians.properties",
                "保管者一覧",
                "who holds the tokens together; a salted digest of the secret",
                List.of(LAUNCHER),
                List.of()),
            Place.open("crl", "CRL", "published CRLs", List.of(SERVER), List.of("anybody")),
            Place.open(
                "ocsp",
                "OCSP索引",
                "status of each certificate, no personal data",
                List.of(SERVER),
                List.of()),
            Place.open(
                "audit",
                "監査ログ",
                "the log's tree; the entries below auditors/",
                List.of(SERVER),
                List.of("auditors")),
            Place.open(
                "logs",
                "動作記録",
                "server.log, console.log, launcher.log: no personal data",
                List.of(SERVER, LAUNCHER),
                List.of(PEOPLE)),
            Place.open(
                "server",
                "サーバ設定",
                "WildFly's base directory",
                List.of(LAUNCHER, SERVER),
                List.of()),
            Place.open("program", "サーバ本体", "WildFly itself", List.of(LAUNCHER), List.of(SERVER)),
            Place.open(
                "demo",
                "実演の記録",
                "what the demo left, keys of made-up cards among it",
                List.of(LAUNCHER),
                List.of(PEOPLE)),
            Place.open(
                "cards",
                "仮想カード",
                "virtual cards, each in an encrypted file for its owner alone, and what opens them",
                List.of(LAUNCHER),
                List.of(PEOPLE)),
            Place.open(
                "bench", "性能測定", "an installation for a benchmark", List.of(LAUNCHER), List.of()),
            Place.open(
                "settings.properties",
                "設定",
                "settings, written by people",
                List.of(PEOPLE),
                List.of(LAUNCHER)),
            Place.open(
                "installation.properties",
                "導入記録",
                "what the installation was begun with",
                List.of(LAUNCHER),
                List.of()),
            Place.open(
                "server.pid",
                "プロセス番号",
                "the number of the server's process",
                List.of(SERVER),
                List.of(LAUNCHER)),
            Place.open(
                "lock",
                "排他",
                "nothing: whoever holds it works alone",
                List.of(LAUNCHER),
                List.of())));
    return List.copyOf(places);
  }

  private static List<Place> secrets() {
    return List.of(
        Place.secret(
            "secrets",
            "秘密情報",
            "passwords of the database's users and its administrator and of the key store of TLS, PINs"
                + " unless custodians hold the tokens",
            List.of(LAUNCHER),
            List.of(SERVER)),
        Place.secret(
            "tokens",
            "SoftHSMトークン",
            "the private SoftHSM tokens, encrypted by their PINs",
            List.of(LAUNCHER, SERVER),
            List.of()),
        Place.secret(
            "server.properties",
            "サーバ設定値",
            "every setting of the server, passwords of the database's users among them",
            List.of(LAUNCHER),
            List.of(SERVER)),
        Place.secret(
            "tls",
            "TLS鍵",
            "key store and trust store of the server's TLS",
            List.of(LAUNCHER),
            List.of(SERVER)),
        Place.secret(
            "staff",
            "職員用証明書",
            "certificates of staff; in development keys of theirs as well",
            List.of(LAUNCHER),
            List.of(PEOPLE)),
        Place.secret(
            "db", "データベース", "all rows, personal data among them", List.of(DATABASE), List.of()),
        Place.secret(
            "replica-users.sql",
            "複製の利用者",
            "where a server reads a replica: its users, with hashes of their passwords",
            List.of(LAUNCHER),
            List.of(PEOPLE)),
        Place.secret(
            "sandbox",
            "試験環境",
            "the key of the sandbox for relying parties, and who is registered there",
            List.of(LAUNCHER),
            List.of(PEOPLE)));
  }

  static List<Actor> all() {
    return places().stream().map(PlaceActors::actor).toList();
  }

  private static Actor actor(Place place) {
    List<Deed> deeds = new ArrayList<>();
    place.writers().forEach(writer -> deeds.add(Deed.of(Bound.ALONE, "Written by " + writer)));
    place.readers().forEach(reader -> deeds.add(Deed.of(Bound.READS, "Read by " + reader)));
    return new Actor(
        Actor.Kind.PLACE,
        place.name(),
        place.name(),
        place.japanese(),
        "Holds " + place.holds() + ".",
        deeds,
        place.secret()
            ? List.of(Never.of("be read by another account of the machine", PRIVATE))
            : List.of(),
        Optional.empty());
  }
}
