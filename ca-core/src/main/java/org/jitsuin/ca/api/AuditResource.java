package org.jitsuin.ca.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.api.Views.EntriesView;
import org.jitsuin.ca.api.Views.EntryView;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.AuditSearch;
import org.jitsuin.ca.store.AuditSearch.Filter;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.AuditTable.Row;
import org.jitsuin.ca.store.Transactions;

/** The entries of the audit log, for auditors. */
@Path("/audit")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int LARGEST_PAGE = 1_000;
  private static final String SERIAL = "a serial number in hexadecimal";
  private static final Set<String> PARAMETERS =
      Set.of("after", "limit", "card", "serial", "kind", "actor", "from", "until");

  @Inject private Transactions transactions;
  @Inject private Json json;

  @GET
  @Path("/entries")
  @RolesAllowed("auditor")
  @Operation(
      summary =
          "Audit entries in order, by card, certificate, kind, actor or time, a page at a time: ask"
              + " again with after = next until it is absent; a page may be empty and not the last")
  public Response readEntries(
      @Context UriInfo address,
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    Parameters.check(address, PARAMETERS);
    long from = number("after", after, Long.MAX_VALUE);
    int most = (int) number("limit", limit, LARGEST_PAGE);
    Filter filter = filter(address);
    AuditSearch.Page page =
        transactions.run(handle -> AuditSearch.page(handle, filter, from, most));
    List<EntryView> entries =
        page.rows().stream()
            .map(row -> new EntryView(row.number(), json.tree(row.body())))
            .toList();
    return Answers.json(
        Response.Status.OK, json.write(new EntriesView(entries, page.next().orElse(null))));
  }

  @GET
  @Path("/entries/{number}")
  @RolesAllowed("auditor")
  @Operation(summary = "One audit entry, the very bytes that are in the tree")
  public Response readEntry(@PathParam("number") String text) {
    long number = number("number", text, Long.MAX_VALUE - 1);
    Bytes body =
        transactions
            .run(handle -> AuditTable.page(handle, number - 1, Optional.empty(), 1))
            .stream()
            .filter(row -> row.number() == number)
            .findFirst()
            .map(Row::body)
            .orElseThrow(() -> new RequestRefused(RefusalCode.AUDIT_ENTRY_UNKNOWN, text));
    return Answers.json(Response.Status.OK, body);
  }

  private static Filter filter(UriInfo address) {
    return new Filter(
        given(address, "card", "[0-9A-Za-z-]{1,64}", "a card's number"),
        given(address, "serial", "[0-9a-f]{2,40}", SERIAL).map(AuditResource::serial),
        given(address, "kind", "[a-z-]{1,40}", "a kind of entry such as certificate-issued"),
        given(
            address, "actor", "[0-9A-Za-z._-]{1,64}", "the name of one of the staff or a service"),
        time(address, "from"),
        time(address, "until"));
  }

  private static Optional<String> given(
      UriInfo address, String name, String form, String described) {
    String text = address.getQueryParameters().getFirst(name);
    return Parameters.text(name, text, form, described);
  }

  private static Serial serial(String text) {
    try {
      return Serial.parse(text);
    } catch (IllegalArgumentException _) {
      throw Parameters.invalid("serial", "must be " + SERIAL);
    }
  }

  private static Optional<Instant> time(UriInfo address, String name) {
    return Parameters.time(name, address.getQueryParameters().getFirst(name));
  }

  static long number(String parameter, String value, long largest) {
    if (value.matches("\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number <= largest && (number > 0 || parameter.equals("after"))) {
        return number;
      }
    }
    throw new RequestRefused(
        RefusalCode.REQUEST_INVALID, "parameter " + parameter + " is a number up to " + largest);
  }
}
