package example.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Go service with its database and its cache, all in containers: asked over HTTP, and looked at in the database. */
class StockIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Connection database;

    @BeforeAll
    static void connect() throws SQLException {
        database = DriverManager.getConnection(System.getProperty("stock.database"));
    }

    @AfterAll
    static void disconnect() throws SQLException {
        database.close();
    }

    @Test
    void whatIsPutIsInTheDatabase() throws Exception {
        assertEquals(204, put("cup", "{\"quantity\": 12}").statusCode());
        assertEquals(12, stored("cup"));
        assertEquals(204, put("cup", "{\"quantity\": 11}").statusCode());
        assertEquals(11, stored("cup"));
    }

    @Test
    void whatIsRefusedIsNot() throws Exception {
        assertEquals(422, put("pot", "{\"quantity\": -1}").statusCode());
        try (ResultSet rows = select("pot")) {
            assertFalse(rows.next());
        }
        assertEquals(404, get("pot").statusCode());
    }

    @Test
    void whatWasAskedForIsRememberedUntilItIsPutAgain() throws Exception {
        put("plate", "{\"quantity\": 4}");
        assertAnswer(4, "miss", get("plate"));
        assertAnswer(4, "hit", get("plate"));
        // Behind the service's back: the cache, not the database, is what answers now.
        try (PreparedStatement update = database.prepareStatement("UPDATE articles SET quantity = 5 WHERE name = 'plate'")) {
            assertEquals(1, update.executeUpdate());
        }
        assertAnswer(4, "hit", get("plate"));
        put("plate", "{\"quantity\": 6}");
        assertAnswer(6, "miss", get("plate"));
        assertEquals(6, stored("plate"));
    }

    private static void assertAnswer(int quantity, String cache, HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode());
        assertEquals("{\"quantity\":" + quantity + "}\n", answer.body());
        assertEquals(cache, answer.headers().firstValue("X-Cache").orElse("none"));
    }

    private static int stored(String article) throws SQLException {
        try (ResultSet rows = select(article)) {
            assertTrue(rows.next());
            return rows.getInt("quantity");
        }
    }

    private static ResultSet select(String article) throws SQLException {
        PreparedStatement select = database.prepareStatement("SELECT quantity FROM articles WHERE name = ?");
        select.closeOnCompletion();
        select.setString(1, article);
        return select.executeQuery();
    }

    private static HttpResponse<String> get(String article) throws Exception {
        return HTTP.send(request(article).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> put(String article, String body) throws Exception {
        return HTTP.send(request(article).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String article) {
        return HttpRequest.newBuilder(URI.create(System.getProperty("stock.url") + "/articles/" + article));
    }
}
