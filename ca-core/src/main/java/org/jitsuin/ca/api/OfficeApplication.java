package org.jitsuin.ca.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;

/** The office API under {@code /api/v1}. */
@ApplicationPath("/v1")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Jitsuin office API",
            version = "1",
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0"),
            description =
                "Cards and certificates of the Individual Number Card, for municipal offices, the loss"
                    + " line, the resident register and auditors. Mutual TLS; every POST carries an"
                    + " Idempotency-Key; refusals are RFC 9457 problem documents with a stable code."))
public class OfficeApplication extends Application {}
