BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE changes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	profile_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	verb VARCHAR(32) NOT NULL, 
	"before" JSON NOT NULL, 
	"after" JSON NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT fk_changes_profile_id_profiles FOREIGN KEY(profile_id) REFERENCES profiles (id)
);
INSERT INTO "changes" VALUES(1,1,'2026-02-10 09:34:00.000000','log','{}','{"entries": [{"id": 1, "profile_id": 1, "date": "2026-02-09", "meal": "breakfast", "kind": "food", "item_id": "natto", "amount": 1.0, "unit": "pack", "quantity": 40.0, "note": "with mustard; it''s good", "sample": false, "token": "click-1", "created_at": "2026-02-10T09:34:00+00:00", "updated_at": "2026-02-10T09:34:00+00:00"}]}',NULL);
INSERT INTO "changes" VALUES(2,1,'2026-02-10 09:36:00.000000','log','{}','{"entries": [{"id": 2, "profile_id": 1, "date": "2026-02-09", "meal": "breakfast", "kind": "food", "item_id": "milk-whole", "amount": 1.5, "unit": "dl", "quantity": 154.64999999999998, "note": "", "sample": false, "token": null, "created_at": "2026-02-10T09:36:00+00:00", "updated_at": "2026-02-10T09:36:00+00:00"}]}',NULL);
INSERT INTO "changes" VALUES(3,1,'2026-02-10 09:38:00.000000','log','{}','{"entries": [{"id": 3, "profile_id": 1, "date": "2026-02-10", "meal": null, "kind": "supplement", "item_id": "supplement-mk7-90", "amount": 2.0, "unit": "capsule", "quantity": 2.0, "note": "", "sample": false, "token": null, "created_at": "2026-02-10T09:38:00+00:00", "updated_at": "2026-02-10T09:38:00+00:00"}]}',NULL);
INSERT INTO "changes" VALUES(4,1,'2026-02-10 09:39:00.000000','edit','{"entries": [{"id": 2, "profile_id": 1, "date": "2026-02-09", "meal": "breakfast", "kind": "food", "item_id": "milk-whole", "amount": 1.5, "unit": "dl", "quantity": 154.64999999999998, "note": "", "sample": false, "token": null, "created_at": "2026-02-10T09:36:00+00:00", "updated_at": "2026-02-10T09:36:00+00:00"}]}','{"entries": [{"id": 2, "profile_id": 1, "date": "2026-02-09", "meal": "lunch", "kind": "food", "item_id": "milk-whole", "amount": 2.0, "unit": "dl", "quantity": 206.2, "note": "", "sample": false, "token": null, "created_at": "2026-02-10T09:36:00+00:00", "updated_at": "2026-02-10T09:39:00+00:00"}]}','2026-02-10 09:41:00.000000');
INSERT INTO "changes" VALUES(5,1,'2026-02-10 09:42:00.000000','edit','{"entries": [{"id": 1, "profile_id": 1, "date": "2026-02-09", "meal": "breakfast", "kind": "food", "item_id": "natto", "amount": 1.0, "unit": "pack", "quantity": 40.0, "note": "with mustard; it''s good", "sample": false, "token": "click-1", "created_at": "2026-02-10T09:34:00+00:00", "updated_at": "2026-02-10T09:34:00+00:00"}]}','{"entries": [{"id": 1, "profile_id": 1, "date": "2026-02-08", "meal": "breakfast", "kind": "food", "item_id": "natto", "amount": 2.0, "unit": "pack", "quantity": 80.0, "note": "with mustard; it''s good", "sample": false, "token": "click-1", "created_at": "2026-02-10T09:34:00+00:00", "updated_at": "2026-02-10T09:42:00+00:00"}]}',NULL);
INSERT INTO "changes" VALUES(6,1,'2026-02-10 09:44:00.000000','delete','{"entries": [{"id": 2, "profile_id": 1, "date": "2026-02-09", "meal": "breakfast", "kind": "food", "item_id": "milk-whole", "amount": 1.5, "unit": "dl", "quantity": 154.64999999999998, "note": "", "sample": false, "token": null, "created_at": "2026-02-10T09:36:00+00:00", "updated_at": "2026-02-10T09:36:00+00:00"}]}','{}',NULL);
INSERT INTO "changes" VALUES(7,1,'2026-02-10 09:45:00.000000','edit_profile','{"profiles": [{"id": 1, "name": "Ada", "name_key": "ada", "region": "EU", "time_zone": "Europe/Amsterdam", "day_start_hour": 0, "cup": "us_customary", "takes_vka": true, "created_at": "2026-02-10T09:31:00+00:00"}]}','{"profiles": [{"id": 1, "name": "Ada L.", "name_key": "ada l.", "region": "world", "time_zone": "Europe/Amsterdam", "day_start_hour": 0, "cup": "us_customary", "takes_vka": true, "created_at": "2026-02-10T09:31:00+00:00"}]}',NULL);
INSERT INTO "changes" VALUES(8,2,'2026-02-10 09:47:00.000000','log','{}','{"entries": [{"id": 4, "profile_id": 2, "date": "2026-02-09", "meal": "snack", "kind": "food", "item_id": "cheese-gouda-aged", "amount": 2.0, "unit": "slice", "quantity": 50.0, "note": "", "sample": false, "token": null, "created_at": "2026-02-10T09:47:00+00:00", "updated_at": "2026-02-10T09:47:00+00:00"}]}',NULL);
CREATE TABLE entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	profile_id INTEGER NOT NULL, 
	date DATE NOT NULL, 
	meal VARCHAR(16), 
	kind VARCHAR(16) NOT NULL, 
	item_id VARCHAR(120) NOT NULL, 
	amount DOUBLE NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	quantity DOUBLE NOT NULL, 
	note VARCHAR(500) NOT NULL, 
	sample BOOLEAN NOT NULL, 
	token VARCHAR(120), 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT ck_entries_date CHECK (date >= '1900-01-01'), 
	CONSTRAINT ck_entries_meal CHECK (meal IN ('breakfast', 'lunch', 'dinner', 'snack')), 
	CONSTRAINT ck_entries_kind CHECK (kind IN ('food', 'supplement')), 
	CONSTRAINT ck_entries_amount CHECK (amount > 0), 
	CONSTRAINT ck_entries_quantity CHECK (quantity > 0), 
	CONSTRAINT ck_entries_food_limit CHECK (kind <> 'food' OR quantity <= 5000.0), 
	CONSTRAINT ck_entries_supplement_limit CHECK (kind <> 'supplement' OR quantity <= 100.0), 
	CONSTRAINT fk_entries_profile_id_profiles FOREIGN KEY(profile_id) REFERENCES profiles (id), 
	CONSTRAINT uq_entries_profile_id_token UNIQUE (profile_id, token)
);
INSERT INTO "entries" VALUES(1,1,'2026-02-08','breakfast','food','natto',2.0,'pack',80.0,'with mustard; it''s good',0,'click-1','2026-02-10 09:34:00.000000','2026-02-10 09:42:00.000000');
INSERT INTO "entries" VALUES(3,1,'2026-02-10',NULL,'supplement','supplement-mk7-90',2.0,'capsule',2.0,'',0,NULL,'2026-02-10 09:38:00.000000','2026-02-10 09:38:00.000000');
INSERT INTO "entries" VALUES(4,2,'2026-02-09','snack','food','cheese-gouda-aged',2.0,'slice',50.0,'',0,NULL,'2026-02-10 09:47:00.000000','2026-02-10 09:47:00.000000');
CREATE TABLE profiles (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(80) NOT NULL, 
	name_key VARCHAR(240) NOT NULL, 
	region VARCHAR(8) NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	day_start_hour INTEGER NOT NULL, 
	cup VARCHAR(16) NOT NULL, 
	takes_vka BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT ck_profiles_name CHECK (length(name) BETWEEN 1 AND 80), 
	CONSTRAINT ck_profiles_region CHECK (region IN ('world', 'EU', 'US', 'EA', 'AU')), 
	CONSTRAINT ck_profiles_day_start_hour CHECK (day_start_hour BETWEEN 0 AND 6), 
	CONSTRAINT ck_profiles_cup CHECK (cup IN ('us_customary', 'us_legal', 'metric')), 
	CONSTRAINT uq_profiles_name_key UNIQUE (name_key)
);
INSERT INTO "profiles" VALUES(1,'Ada L.','ada l.','world','Europe/Amsterdam',0,'us_customary',1,'2026-02-10 09:31:00.000000');
INSERT INTO "profiles" VALUES(2,'Zoë 🧀','zoë 🧀','US','America/New_York',4,'us_legal',0,'2026-02-10 09:32:00.000000');
CREATE INDEX ix_entries_profile_id_date ON entries (profile_id, date);
CREATE INDEX ix_changes_profile_id_id ON changes (profile_id, id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('profiles',2);
INSERT INTO "sqlite_sequence" VALUES('entries',4);
INSERT INTO "sqlite_sequence" VALUES('changes',8);
COMMIT;
