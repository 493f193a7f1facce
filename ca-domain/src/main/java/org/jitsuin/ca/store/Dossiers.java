package org.jitsuin.ca.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;

/** Reads dossiers, many at a time: three statements however many there are. */
public final class Dossiers {
  private Dossiers() {}

  /** Returns the dossiers of the residents that are known, by register id. */
  public static Map<String, FiledDossier> read(Handle handle, Collection<String> registerIds) {
    return complete(handle, ResidentTable.find(handle, registerIds));
  }

  /** Reads and locks dossiers until the transaction ends; otherwise as {@link #read}. */
  public static Map<String, FiledDossier> lock(Handle handle, Collection<String> registerIds) {
    return complete(handle, ResidentTable.lock(handle, registerIds));
  }

  public static Optional<FiledDossier> lock(Handle handle, String registerId) {
    return Optional.ofNullable(lock(handle, List.of(registerId)).get(registerId));
  }

  public static Optional<FiledDossier> read(Handle handle, String registerId) {
    return Optional.ofNullable(read(handle, List.of(registerId)).get(registerId));
  }

  private static Map<String, FiledDossier> complete(
      Handle handle, List<VersionedResident> residents) {
    List<String> ids = residents.stream().map(row -> row.holder().registerId()).toList();
    Map<String, List<Card>> cards =
        CardTable.ofResidents(handle, ids).stream().collect(groupingBy(Card::registerId));
    Map<String, List<CardCertificate>> certificates =
        CertificateTable.ofResidents(handle, ids).stream()
            .collect(
                groupingBy(
                    OwnedCertificate::registerId,
                    mapping(OwnedCertificate::certificate, toList())));
    Map<String, FiledDossier> filed = HashMap.newHashMap(residents.size());
    for (VersionedResident row : residents) {
      String id = row.holder().registerId();
      Dossier dossier =
          new Dossier(
              row.resident(),
              cards.getOrDefault(id, List.of()),
              certificates.getOrDefault(id, List.of()));
      filed.put(id, new FiledDossier(dossier, row.version()));
    }
    return filed;
  }
}
