package org.jitsuin.sandbox.client;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.keep.OwnFile;
import org.jitsuin.sandbox.keep.Secret;

/** The registered parties, kept in a file: those of before a restart are known after it. */
public final class Clients {
  private static final int MOST = 500;

  private final Path file;
  private final Map<String, Client> clients = new LinkedHashMap<>();

  /**
   * Reads them.
   *
   * @param file need not be there
   * @throws IOException if it cannot be read, or is none of ours
   */
  public Clients(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try {
        for (Object one :
            JSONObjectUtils.getJSONArray(
                JSONObjectUtils.parse(Files.readString(file)), "clients")) {
          Client client = read(one);
          clients.put(client.id(), client);
        }
      } catch (ParseException | Refused | ClassCastException e) {
        throw new IOException(file + " has no clients in it", e);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Client read(Object one) throws ParseException {
    Map<String, Object> members = (Map<String, Object>) one;
    return new Client(
        JSONObjectUtils.getString(members, "id"),
        JSONObjectUtils.getString(members, "name"),
        JSONObjectUtils.getString(members, "secretHash"),
        JSONObjectUtils.getStringList(members, "redirects"));
  }

  /**
   * A party that was just registered.
   *
   * @param secret told now and never again
   */
  public record Registered(Client client, String secret) {
    /** Returns nothing that is secret. */
    @Override
    public String toString() {
      return "Registered[" + client.id() + "]";
    }
  }

  /**
   * Registers a party.
   *
   * @throws Refused if its name or an address is none, or there are too many
   */
  public synchronized Registered register(String name, List<String> redirects) {
    if (clients.size() >= MOST) {
      throw Refused.full();
    }
    String secret = Secret.fresh();
    // As the Agency's are: letters and digits.
    String id = "RP" + Secret.hash(Secret.fresh()).substring(0, 16);
    Client client = new Client(id, name, Secret.hash(secret), redirects);
    List<Client> all = new ArrayList<>(clients.values());
    all.add(client);
    write(all);
    clients.put(id, client);
    return new Registered(client, secret);
  }

  /** Returns a party. */
  public synchronized Optional<Client> find(String id) {
    return Optional.ofNullable(clients.get(id));
  }

  /** Returns a party that knows its secret. */
  public Optional<Client> authenticated(String id, String secret) {
    return find(id).filter(client -> Secret.same(client.secretHash(), Secret.hash(secret)));
  }

  private void write(Collection<Client> all) {
    List<Map<String, Object>> members = new ArrayList<>();
    for (Client client : all) {
      members.add(
          Map.of(
              "id", client.id(),
              "name", client.name(),
              "secretHash", client.secretHash(),
              "redirects", client.redirects()));
    }
    try {
      OwnFile.write(file, JSONObjectUtils.toJSONString(Map.of("clients", members)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
