BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('cddfedc1f7514df18a40472faa5912b8','01-focus-on-value',NULL,'focus-on-value');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('58ae8f22f0c5496493e58010f1e03786','affordable-mix-points','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('90f4e1345e104e4cb7273babe2168a54','harbour-wifi-points','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('f533555130474171bd4f6d1e2c8193aa','ticket-machines-points','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('75135bd3029f4c9b977a57736b3276b2','clinic-shuttle-points','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('328288bd7ec54890855546fa14e0d691','winter-line-points','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('4e4a90b7128f46b38e868c8c3bbccee3','boarding-app-points','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('d72979165f2440b09620e2f4e67d302b','parcel-counter-points','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('1c09b64c193449bea2a1686940ea37ee','affordable-mix-why','70246c385ba64e46bd50559d72ea2f3f','GradeCell');
INSERT INTO "base_cell" VALUES('615c29d3a84c42cb9f691497c7dc93a6','affordable-mix','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
INSERT INTO "base_cell" VALUES('22e67006f3d2463f986e85dfc2676310','harbour-wifi','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
INSERT INTO "base_cell" VALUES('33a0a75685a740f78db33df91f552f89','ticket-machines','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
INSERT INTO "base_cell" VALUES('930c1c7dfd9746dca168e272cf619caa','clinic-shuttle','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
INSERT INTO "base_cell" VALUES('46dfd88edcda4275adb062d60f7b52c3','winter-line','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
INSERT INTO "base_cell" VALUES('b287bd85197e461b9193e36092d43d37','boarding-app','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
INSERT INTO "base_cell" VALUES('bb6318d205714dfeaf97a27a4ee86e3a','parcel-counter','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
INSERT INTO "base_cell" VALUES('5dca7e946bad454fa058271256f38a6b','affordable-mix-why','70246c385ba64e46bd50559d72ea2f3f','SolutionCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "comment" VALUES('b3a54d3dbf0f4852a1cc4ed6f79f0a50','097ae0eb263e4c66a511dcbf3b805a94','615c29d3a84c42cb9f691497c7dc93a6',NULL,NULL);
INSERT INTO "comment" VALUES('68443c4d96c24d1da878cacf0e465a58','097ae0eb263e4c66a511dcbf3b805a94','22e67006f3d2463f986e85dfc2676310',NULL,NULL);
INSERT INTO "comment" VALUES('6fdacd3f08444739afe395a3d69e8c9f','097ae0eb263e4c66a511dcbf3b805a94','33a0a75685a740f78db33df91f552f89',NULL,NULL);
INSERT INTO "comment" VALUES('23037c738a7d40f086347d3f47ce32b0','097ae0eb263e4c66a511dcbf3b805a94','930c1c7dfd9746dca168e272cf619caa',NULL,NULL);
INSERT INTO "comment" VALUES('540958e97d9b43e3bc1e4647d52e3d71','097ae0eb263e4c66a511dcbf3b805a94','46dfd88edcda4275adb062d60f7b52c3',NULL,NULL);
INSERT INTO "comment" VALUES('9eb7312906a94579a534fd977b302a1e','097ae0eb263e4c66a511dcbf3b805a94','b287bd85197e461b9193e36092d43d37',NULL,NULL);
INSERT INTO "comment" VALUES('933060512db74166a18be09789bac4c4','097ae0eb263e4c66a511dcbf3b805a94','bb6318d205714dfeaf97a27a4ee86e3a',NULL,NULL);
INSERT INTO "comment" VALUES('e1dae27532164350a1a05430aeb92b35','097ae0eb263e4c66a511dcbf3b805a94','5dca7e946bad454fa058271256f38a6b',NULL,'Three of four: who asks again, and when?');
INSERT INTO "comment" VALUES('db4e503bbae949a6b559daf43d54c331','e1ce847792064a65840d64324b3e82a1','615c29d3a84c42cb9f691497c7dc93a6',NULL,NULL);
INSERT INTO "comment" VALUES('7ebf456766e843c3aa88e7c7e9515a30','e1ce847792064a65840d64324b3e82a1','22e67006f3d2463f986e85dfc2676310','No response.',NULL);
INSERT INTO "comment" VALUES('9d69fe9a5a7e4264938345a48d88d08c','e1ce847792064a65840d64324b3e82a1','33a0a75685a740f78db33df91f552f89',NULL,NULL);
INSERT INTO "comment" VALUES('2c7bb5cd90b84408966fca9ac901da78','e1ce847792064a65840d64324b3e82a1','930c1c7dfd9746dca168e272cf619caa',NULL,NULL);
INSERT INTO "comment" VALUES('7d202e3b735743268182e0a4595d8fb2','e1ce847792064a65840d64324b3e82a1','46dfd88edcda4275adb062d60f7b52c3','No response.',NULL);
INSERT INTO "comment" VALUES('2525d50a38d244d6bce315504647af7c','e1ce847792064a65840d64324b3e82a1','b287bd85197e461b9193e36092d43d37','No response.',NULL);
INSERT INTO "comment" VALUES('461daf0b54d840a29741537e473f2814','e1ce847792064a65840d64324b3e82a1','bb6318d205714dfeaf97a27a4ee86e3a',NULL,NULL);
INSERT INTO "comment" VALUES('692f8dcd9de54263be86cb31be222c9a','e1ce847792064a65840d64324b3e82a1','5dca7e946bad454fa058271256f38a6b',NULL,NULL);
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('focus-on-value');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('2de8296b39644899917746c3f2658a01','097ae0eb263e4c66a511dcbf3b805a94','58ae8f22f0c5496493e58010f1e03786',11.75,NULL,NULL,0);
INSERT INTO "grade" VALUES('521627c0b47e43f7b0ed1ddd4bfb9f2f','097ae0eb263e4c66a511dcbf3b805a94','90f4e1345e104e4cb7273babe2168a54',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('69ea49e4eb98463b9c5a78815dbe27c1','097ae0eb263e4c66a511dcbf3b805a94','f533555130474171bd4f6d1e2c8193aa',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('58ddae59f01c477f9a840c6f7478ab24','097ae0eb263e4c66a511dcbf3b805a94','75135bd3029f4c9b977a57736b3276b2',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('87f546a597db4520b63811f5fe228880','097ae0eb263e4c66a511dcbf3b805a94','328288bd7ec54890855546fa14e0d691',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('5291476509184e69a7b13cfcd1ae1834','097ae0eb263e4c66a511dcbf3b805a94','4e4a90b7128f46b38e868c8c3bbccee3',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('a379e60b6ae4497fb4e397070c2ca307','097ae0eb263e4c66a511dcbf3b805a94','d72979165f2440b09620e2f4e67d302b',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('4cbe4b499ced4a9f8f48a476ef804bb3','097ae0eb263e4c66a511dcbf3b805a94','1c09b64c193449bea2a1686940ea37ee',NULL,3.0,NULL,0);
INSERT INTO "grade" VALUES('ea633aeebe92454385cb0e2a43e33a56','e1ce847792064a65840d64324b3e82a1','58ae8f22f0c5496493e58010f1e03786',7.381969,NULL,NULL,0);
INSERT INTO "grade" VALUES('45bd778062cb4a45a68732543b823886','e1ce847792064a65840d64324b3e82a1','90f4e1345e104e4cb7273babe2168a54',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('077e961905ed473a82266118f3724f29','e1ce847792064a65840d64324b3e82a1','f533555130474171bd4f6d1e2c8193aa',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('4291ac95d86042ea82ba80ccf7a90f14','e1ce847792064a65840d64324b3e82a1','75135bd3029f4c9b977a57736b3276b2',0.75,NULL,NULL,0);
INSERT INTO "grade" VALUES('28722a08872c46a19865cb9a464e9049','e1ce847792064a65840d64324b3e82a1','328288bd7ec54890855546fa14e0d691',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('7012904ece174dc3a2ed33e1b0c981e0','e1ce847792064a65840d64324b3e82a1','4e4a90b7128f46b38e868c8c3bbccee3',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('409943a8a562478384163790708599bd','e1ce847792064a65840d64324b3e82a1','d72979165f2440b09620e2f4e67d302b',0.8,NULL,NULL,0);
INSERT INTO "grade" VALUES('9c2cb624f71a410c93d7e6ad9cd95658','e1ce847792064a65840d64324b3e82a1','1c09b64c193449bea2a1686940ea37ee',NULL,NULL,NULL,1);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('58ae8f22f0c5496493e58010f1e03786',12.0,'code');
INSERT INTO "grade_cells" VALUES('90f4e1345e104e4cb7273babe2168a54',1.0,'code');
INSERT INTO "grade_cells" VALUES('f533555130474171bd4f6d1e2c8193aa',1.0,'code');
INSERT INTO "grade_cells" VALUES('75135bd3029f4c9b977a57736b3276b2',1.0,'code');
INSERT INTO "grade_cells" VALUES('328288bd7ec54890855546fa14e0d691',1.0,'code');
INSERT INTO "grade_cells" VALUES('4e4a90b7128f46b38e868c8c3bbccee3',1.0,'code');
INSERT INTO "grade_cells" VALUES('d72979165f2440b09620e2f4e67d302b',1.0,'code');
INSERT INTO "grade_cells" VALUES('1c09b64c193449bea2a1686940ea37ee',4.0,'markdown');
CREATE TABLE itilkit_given (
	id VARCHAR(32) NOT NULL, 
	shown VARCHAR(64) NOT NULL, 
	meant VARCHAR(64), 
	comment TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "itilkit_given" VALUES('2de8296b39644899917746c3f2658a01','288052031e234ffda1c4e91f1ae835668d9032aada63b397e56a8e9f789ee013','',NULL);
INSERT INTO "itilkit_given" VALUES('521627c0b47e43f7b0ed1ddd4bfb9f2f','0e09991f37ab7e8519a535d02dfa65d69319dc9e1296a4251bd197585a11cc78','',NULL);
INSERT INTO "itilkit_given" VALUES('69ea49e4eb98463b9c5a78815dbe27c1','d749929fe94b9a37dbe5d74cb297ad24b46e467898545f4e109eb21835046ac4','',NULL);
INSERT INTO "itilkit_given" VALUES('58ddae59f01c477f9a840c6f7478ab24','70a6eac79cdbc1951bc357cb6d80065e5053d3197b3274d7d2e8c7f55033a9c9','',NULL);
INSERT INTO "itilkit_given" VALUES('87f546a597db4520b63811f5fe228880','fa34b15a4eb8e91ebeff64edba51d21905e1ac8ce2bff8865da08055bced0dd4','',NULL);
INSERT INTO "itilkit_given" VALUES('5291476509184e69a7b13cfcd1ae1834','d749929fe94b9a37dbe5d74cb297ad24b46e467898545f4e109eb21835046ac4','',NULL);
INSERT INTO "itilkit_given" VALUES('a379e60b6ae4497fb4e397070c2ca307','f8ef9a836093a76f5cf48d30c63d03e0b2bd5c2ff9fc32d94ae87c2f6218bfb8','',NULL);
INSERT INTO "itilkit_given" VALUES('4cbe4b499ced4a9f8f48a476ef804bb3','8ccf99819ee07715287a91d0fef71c7b9339ea6f112328f5310ca65c09011fe5','',NULL);
INSERT INTO "itilkit_given" VALUES('b3a54d3dbf0f4852a1cc4ed6f79f0a50','288052031e234ffda1c4e91f1ae835668d9032aada63b397e56a8e9f789ee013',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('68443c4d96c24d1da878cacf0e465a58','0e09991f37ab7e8519a535d02dfa65d69319dc9e1296a4251bd197585a11cc78',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('6fdacd3f08444739afe395a3d69e8c9f','d749929fe94b9a37dbe5d74cb297ad24b46e467898545f4e109eb21835046ac4',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('23037c738a7d40f086347d3f47ce32b0','70a6eac79cdbc1951bc357cb6d80065e5053d3197b3274d7d2e8c7f55033a9c9',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('540958e97d9b43e3bc1e4647d52e3d71','fa34b15a4eb8e91ebeff64edba51d21905e1ac8ce2bff8865da08055bced0dd4',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('9eb7312906a94579a534fd977b302a1e','d749929fe94b9a37dbe5d74cb297ad24b46e467898545f4e109eb21835046ac4',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('933060512db74166a18be09789bac4c4','f8ef9a836093a76f5cf48d30c63d03e0b2bd5c2ff9fc32d94ae87c2f6218bfb8',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('e1dae27532164350a1a05430aeb92b35','8ccf99819ee07715287a91d0fef71c7b9339ea6f112328f5310ca65c09011fe5',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('ea633aeebe92454385cb0e2a43e33a56','6e6baf4efe947362240e5b458ee2327cfcfcaec3070e39522023ae66efaecdce','',NULL);
INSERT INTO "itilkit_given" VALUES('45bd778062cb4a45a68732543b823886','dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91','',NULL);
INSERT INTO "itilkit_given" VALUES('077e961905ed473a82266118f3724f29','d749929fe94b9a37dbe5d74cb297ad24b46e467898545f4e109eb21835046ac4','',NULL);
INSERT INTO "itilkit_given" VALUES('4291ac95d86042ea82ba80ccf7a90f14','a36b90ab10a250726a4345e4629330414439540ac09b127c5ba7c854254e673a','',NULL);
INSERT INTO "itilkit_given" VALUES('28722a08872c46a19865cb9a464e9049','dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91','',NULL);
INSERT INTO "itilkit_given" VALUES('7012904ece174dc3a2ed33e1b0c981e0','dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91','',NULL);
INSERT INTO "itilkit_given" VALUES('409943a8a562478384163790708599bd','886121b70d7c6fdb24990641c9fcecdd01152eef64f2a3caa3f6cffa40b5f728','',NULL);
INSERT INTO "itilkit_given" VALUES('9c2cb624f71a410c93d7e6ad9cd95658','487473009c85f98c54815ca5d4e415870a6b027a7b65a6bf2f63ab92f5dd00d0','',NULL);
INSERT INTO "itilkit_given" VALUES('db4e503bbae949a6b559daf43d54c331','6e6baf4efe947362240e5b458ee2327cfcfcaec3070e39522023ae66efaecdce',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('7ebf456766e843c3aa88e7c7e9515a30','dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('9d69fe9a5a7e4264938345a48d88d08c','d749929fe94b9a37dbe5d74cb297ad24b46e467898545f4e109eb21835046ac4',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('2c7bb5cd90b84408966fca9ac901da78','a36b90ab10a250726a4345e4629330414439540ac09b127c5ba7c854254e673a',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('7d202e3b735743268182e0a4595d8fb2','dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('2525d50a38d244d6bce315504647af7c','dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('461daf0b54d840a29741537e473f2814','886121b70d7c6fdb24990641c9fcecdd01152eef64f2a3caa3f6cffa40b5f728',NULL,NULL);
INSERT INTO "itilkit_given" VALUES('692f8dcd9de54263be86cb31be222c9a','487473009c85f98c54815ca5d4e415870a6b027a7b65a6bf2f63ab92f5dd00d0',NULL,NULL);
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('70246c385ba64e46bd50559d72ea2f3f','01-focus-on-value','cddfedc1f7514df18a40472faa5912b8','{"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "solution_cells" VALUES('615c29d3a84c42cb9f691497c7dc93a6');
INSERT INTO "solution_cells" VALUES('22e67006f3d2463f986e85dfc2676310');
INSERT INTO "solution_cells" VALUES('33a0a75685a740f78db33df91f552f89');
INSERT INTO "solution_cells" VALUES('930c1c7dfd9746dca168e272cf619caa');
INSERT INTO "solution_cells" VALUES('46dfd88edcda4275adb062d60f7b52c3');
INSERT INTO "solution_cells" VALUES('b287bd85197e461b9193e36092d43d37');
INSERT INTO "solution_cells" VALUES('bb6318d205714dfeaf97a27a4ee86e3a');
INSERT INTO "solution_cells" VALUES('5dca7e946bad454fa058271256f38a6b');
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "source_cell" VALUES('95cdb7bf0a37434e90b531b23da68908','intro','markdown',1,'# Assignment 1: Focus on value

You run the Crossing Service of Varrin Sound Ferries for one year, answer six questions, and argue in writing for what you did. It takes about 45 minutes. You need no programming.

**First, once:** choose **Run ▸ Run All Cells** in the menu at the top. All cards appear. When you come back another day, do the same: your answers are still there.

If you have not done it yet, do [Lesson 1, Focus on value](../../notebooks/01-focus-on-value.ipynb) first.

## How it is marked

| Part | Points | Marked |
|---|---|---|
| Your year at Varrin | 12 | from your moves |
| Six questions | 6 | 1 point each |
| Your case in writing | 4 | by a person, against the rubric that stands there |

The 12 points for your year come in four parts.

| Points | What counts |
|---|---|
| 6 | **Outcome.** How near each season’s mix came to the best that could be reached with money and listening. |
| 3 | **Evidence.** How much of each mix was wanted by somebody you had asked in that season, and whether all four people were heard all year. |
| 2 | **Adaptation.** Whether your mix moved with the season, on somebody’s word, and was better for it. |
| 1 | **Balance.** Whether nobody is left badly served in winter. |

Your year is **passed** with at least 9 of the 12 points (75 %), and at least half of each part that is worth 3 or more: 3 for outcome and 1.5 for evidence. You keep all points that you earn, passed or not.','3e4c02c7440bc7df5e340856dc930917','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('9c43a33005f342f8bdd59772a655bcdd','your-year','markdown',1,'## Your year at Varrin

Three seasons, four people, ten features, and less money than wishes. The people are those of the lesson. What they want this year is not quite what they wanted there, so what you learned about them in the lesson may be out of date.

A conversation costs money. That is on purpose: listening takes somebody’s time, here as at work.

You may start a new run. The last run counts, finished or not. Runs are counted and shown, and they cost nothing.','a70dd3e10e9ca602885230a202b824db','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('2448036cdb274075bb151b4c8697939e','affordable-mix-card','code',1,'from itilkit import play

play("affordable-mix", variant="graded")','95e320572b269ff769903dabac1ae8e6','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('905a335896434a0aae9496b9a70cf286','affordable-mix','code',0,'from itilkit import record

record(
    "affordable-mix",
    answer=None,
)','34ef21ef103dccbfd3cbb2a79dce49a7','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('acd1e61d5f094be6849efa07d25a649d','affordable-mix-points','code',1,'from itilkit import points, require

require("affordable-mix")
### BEGIN HIDDEN TESTS
points("affordable-mix", 12, variant="graded")
### END HIDDEN TESTS','f00ef75397b2276f4204c8b7ae8d5a97','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('61255d41ef074593855e81e7a527fa19','six-questions','markdown',1,'## Six questions

Each question is worth 1 point. Four of them have one right answer. In the other two you tick all that fit: there each option counts, whether you tick it or leave it open. You can change your answers until you hand in.','b1aca2b7fcb902c3f0e0ef9e41c74581','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('a58b025b51fc4a9b9305f2d1ff0dc4a3','harbour-wifi-card','code',1,'from itilkit import ask

ask(
    "harbour-wifi",
    "Varrin Digital put free Wi-Fi on the four quays, on time and within its price. Hauliers do their papers on it all day. Day trippers hardly notice it. The board asks what this Wi-Fi is worth. What is your answer?",
    {
        "a": "Its price in the contract, shared out over hauliers and trippers",
        "b": "What the team built it for, with hauliers’ and trippers’ needs in mind",
        "c": "One thing to hauliers and another to trippers, as they perceive it",
    },
    kind="choice",
)','4449245c9a28f6d61f8a44abb4eae0bc','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('59b81113841245ab88b93ae7a7aff11e','harbour-wifi','code',0,'from itilkit import record

record(
    "harbour-wifi",
    answer=None,
)','abf2fad335754878b580129c0c931490','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('9240f9546b5e4e528e78cd2d71a9ccd6','harbour-wifi-points','code',1,'from itilkit import mark, require

require("harbour-wifi")
### BEGIN HIDDEN TESTS
mark(
    "harbour-wifi",
    key="c",
    because={
        "a": ("M2", "The price says what Varrin gives for the Wi-Fi, not what anybody can do because of it. Under one and the same contract, hauliers would miss it tomorrow and most trippers would not."),
        "b": ("M1", "The team meant well by both groups, and trippers still hardly notice the result. At Varrin a good intention would hide that half of the effort reaches nobody."),
        "c": (None, "Worth lies in what each side perceives: benefit, usefulness, importance. Hauliers get hours of work done on the quay. Trippers get little that matters to them."),
    },
    section="What value is",
    objective="LO1",
    points=1,
)
### END HIDDEN TESTS','b1eaaae96964a2bebf7d1a03ba0642b4','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('9b2a1e5c118b48e4b9bafdc05358fb48','ticket-machines-card','code',1,'from itilkit import ask

ask(
    "ticket-machines",
    "Varrin’s new ticket machines were bought so that boats leave on time. They sell a ticket in under a minute, as targeted, and takings are up. Boats still leave twelve minutes late, because cars are loaded one lane at a time. How do you report this?",
    {
        "a": "As an output in place, while the outcome has yet to be reached",
        "b": "As an outcome reached, since the target for the sale is met",
        "c": "As value proven to the customer, since the takings are up",
    },
    kind="choice",
)','ebc52464b2677d5362eb706e72d6dce4','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('fd706ff342b54ff5aad3f46b1000388d','ticket-machines','code',0,'from itilkit import record

record(
    "ticket-machines",
    answer=None,
)','9abd0cd5b2316d6d2ac597c4518503d2','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('c383adf71a17452c808282b3344f7668','ticket-machines-points','code',1,'from itilkit import mark, require

require("ticket-machines")
### BEGIN HIDDEN TESTS
mark(
    "ticket-machines",
    key="a",
    because={
        "a": (None, "The quick sale is what the machines deliver. The result that was wanted is a boat that leaves on time, and the loading lane stands in its way."),
        "b": ("M4", "A minute per sale is what the machines produce. Mara wanted boats that leave on time: her quays stay as crowded as before, and a green report would hide it."),
        "c": ("M2", "Higher takings please Ines and say nothing about departures. Passengers and hauliers lose the same twelve minutes as before, and they judge that."),
    },
    section="Does it reach the objective?",
    objective="LO2",
    points=1,
)
### END HIDDEN TESTS','bd73bab37ff28cef5acfd22eb02efb37','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('b11c329a60ec486b9a8252f28ee84554','clinic-shuttle-card','code',1,'from itilkit import ask

ask(
    "clinic-shuttle",
    "Varrin runs a shuttle boat for an island clinic. Lotte Berg manages the clinic: she says how often it must sail, is responsible for patients arriving in time, and takes it to work herself. A health fund releases the money each year. Patients ride it daily. Which statements fit? Each option counts.",
    {
        "a": "The fund is customer of the shuttle, as its money pays for the boat",
        "b": "Lotte Berg is customer of the shuttle, and on her way to work its user",
        "c": "Patients are heard once Lotte Berg is, as she rides the same boat",
        "d": "The fund is sponsor of the shuttle, and can judge its worth its own way",
    },
    kind="multi",
)','54074908e9b9aa6c5988e6b6a76d924d','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('f5d55ae39309456986d8b6b47c0a2f2d','clinic-shuttle','code',0,'from itilkit import record

record(
    "clinic-shuttle",
    answer=None,
)','7b86ef6e308cb56c468c2c1cecde0f79','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('6a50955143d54012931b9490011f990d','clinic-shuttle-points','code',1,'from itilkit import mark, require

require("clinic-shuttle")
### BEGIN HIDDEN TESTS
mark(
    "clinic-shuttle",
    key=["b", "d"],
    because={
        "a": ("M18", "Paying is one role and setting the requirements is another. If Varrin took the fund’s word for the timetable, the boat would follow the budget year and miss the surgery hours."),
        "b": (None, "She sets out what is needed and answers for the result. She also rides it to work: one person, two roles."),
        "c": ("M18", "Lotte Berg rides it in good health and before the surgery opens. Patients with a stick or a fever judge the wet steps and the wait by what they meet, which she may never see."),
        "d": (None, "The fund authorises the budget. It may look for rules kept and money accounted for, where patients look for a dry seat."),
    },
    section="Worth to whom?",
    objective="LO10",
    points=1,
)
### END HIDDEN TESTS','8264294e65f56f40acdb50eae754c5fb','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('1a922e80417445b08d2e4b34167077b4','winter-line-card','code',1,'from itilkit import ask

ask(
    "winter-line",
    "A telephone line tells callers when the winter boats sail. Its content was settled with the islanders’ council in May, until March. In November the school begins to close at noon on Fridays. The line meets its targets, calls double, and the council grows impatient. What should its owner do now?",
    {
        "a": "Keep the line as the council wanted it, and bring up the school in March",
        "b": "Find out what the line must do for callers now, and rework what it says",
        "c": "Offer callers and council a richer line: news, tides, weather and fares",
    },
    kind="choice",
)','9299fc254d4e86208098e63b65972918','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('c062e89553894bf6a09187e98bd97cec','winter-line','code',0,'from itilkit import record

record(
    "winter-line",
    answer=None,
)','659b554a1b97224eda32da566790be5e','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('925f04ae9432456d9325711bd3893570','winter-line-points','code',1,'from itilkit import mark, require

require("winter-line")
### BEGIN HIDDEN TESTS
mark(
    "winter-line",
    key="b",
    because={
        "a": ("M3", "What the council wanted in May fitted the school hours of May. Until March, families would go on calling and hear times that no longer help them."),
        "b": (None, "The change came from outside and moved what callers find useful. Meeting May’s targets does not help them, so what was settled has to be looked at again."),
        "c": ("M9", "Callers want one Friday time and would have to wait through tides and fares to hear it. The line would grow, and the calls would grow with it."),
    },
    section="What was worth it in July",
    objective="LO3",
    points=1,
)
### END HIDDEN TESTS','c7379dad8a6b0454cffc86fb7b3dfca3','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('a505b6b963df4895921e407a9d56e27f','boarding-app-card','code',1,'from itilkit import ask

ask(
    "boarding-app",
    "A boarding app shows passengers their deck, their ramp and the time to walk there, and they like it. In the October gales the mobile mast failed on four days, and the app with it. The supplier offers three improvements at one price. Which adds most to what the app is worth?",
    {
        "a": "A standby link, so that boarding goes on when the mast is down",
        "b": "A sharper deck plan, so that passengers find the ramp at a glance",
        "c": "A page for news and tips, put together with a group of passengers",
    },
    kind="choice",
)','abb5f01f84c11093fcaa50d11fbbd598','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('4ef2d741589e42bfa631d6f523feeb35','boarding-app','code',0,'from itilkit import record

record(
    "boarding-app",
    answer=None,
)','106be4777dc8ae32e938b94b2115c3b2','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('a9293a135d624f8396f378abf1d715a3','boarding-app-points','code',1,'from itilkit import mark, require

require("boarding-app")
### BEGIN HIDDEN TESTS
mark(
    "boarding-app",
    key="a",
    because={
        "a": (None, "What the app does is wanted already. What was missing is that it holds up on the days when people need it most."),
        "b": ("M12", "A sharper plan is as dark as the old one when the mast is down. On four days in October the finest deck plan would have been worth nothing on the ramp."),
        "c": ("M9", "The passengers who helped would get one more page that fails in a gale. What people miss at the ramp is an app that answers, not something further to read."),
    },
    section="Utility and warranty",
    objective="LO2",
    points=1,
)
### END HIDDEN TESTS','13ca58a005a548f0b18dfd60183c4ac7','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('19c2591db02545a9bd45e63cfebda775','parcel-counter-card','code',1,'from itilkit import ask

ask(
    "parcel-counter",
    "The parcel counter on Varrin quay may cost 12 points. This month islanders, shops and finance each said what an idea is worth to them, from 0 (nothing) to 5 (very much). The provider’s team also has a favourite: drones, because rivals offer them. Which ideas make up the mix that is worth most to the three groups? Each option counts.",
    {
        "a": "Gift wrapping: cost 2, worth 1 to islanders, 0 to shops, 0 to finance",
        "b": "Parcel lockers: cost 5, worth 5 to islanders, 4 to shops, 1 to finance",
        "c": "Text on arrival: cost 4, worth 4 to islanders, 4 to shops, 0 to finance",
        "d": "Drone delivery: cost 7, worth 1 to islanders, 2 to shops, 1 to finance",
        "e": "Monthly report: cost 3, worth 0 to islanders, 1 to shops, 5 to finance",
    },
    kind="multi",
)','54bdc4861cac0792fdd526ab9f8f84a9','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('d3f88c80f74f457a90aaf236cc8d9eb2','parcel-counter','code',0,'from itilkit import record

record(
    "parcel-counter",
    answer=None,
)','5a8a6b099ce3608e7a9f48db62bc6aa7','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('db9de1cc9a864570939109fbfdef8aad','parcel-counter-points','code',1,'from itilkit import mark, require

require("parcel-counter")
### BEGIN HIDDEN TESTS
mark(
    "parcel-counter",
    key=["b", "c", "e"],
    because={
        "a": ("M9", "It is cheap and fits in easily, and hardly anybody wants it. Beside the two ideas that islanders and shops want, it uses up the money for the one thing that finance wants."),
        "b": (None, "Two groups want the lockers much: such an overlap of wishes makes a mix affordable."),
        "c": (None, "Again one idea serves two groups well, and it fits beside the lockers."),
        "d": ("M1", "None of the three groups puts drones above 2. They are in the list because rivals have them, and they would take more than half of the money."),
        "e": (None, "Islanders would not miss it. Finance gets nearly all its worth from it, and it fits exactly into the 12 points."),
    },
    section="An affordable mix",
    objective="LO4",
    points=1,
)
### END HIDDEN TESTS','d1f5cec26a885acc0d211e3394b6c6c2','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('d865eb15a5214543a07925d7f3f9b917','why-rubric','markdown',1,'## Your case in writing

Look at your own last run. The finance director asks you in the corridor: *“That winter mix of yours. Who got what from it?”*

Answer her in **80 to 150 words**, in the field at the end of this section. When you have written, choose **File ▸ Save Notebook**: a typed text is not saved by itself. To whom was your winter mix worth what? Which cost or risk did it take off somebody, and which did it put on somebody? What would make you ask again?

A person marks this text. Each point below is seen in the text or not, and is worth 1 of 4 points.

| Point | What must be seen |
|---|---|
| Worth to whom | At least two people or groups, and for each a result that they got from the mix. Naming a feature is not enough. |
| Removed | One cost or risk that the mix took off somebody, and off whom. |
| Imposed | One cost or risk that the mix put on somebody, or left with them, and whom. |
| Asking again | One event or sign that would make you ask again, and whom you would ask first. |

Two examples show how it is meant. They are about a library bus, not about Varrin.

- **1 point:** “Our van was worth a lot because it had books, a ramp and Wi-Fi. Everybody was happy with it. We took the cost of travel off the villagers. We will keep up the good work.” *(Removed is there. What people got, what was put on somebody, and asking again are missing.)*
- **4 points:** “Villagers without a car read again, and the school reached its reading hours. Parents no longer pay the trip to town. In exchange they must be at the stop at ten sharp, and the driver bears the risk of a missed return. If fewer than ten come twice running, I would ask the parents at the stop first.” *(All four are there. Yours will be a little longer.)*','9550eb1b9ee81719f16a546de1d70d0d','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('d9d96cd5cc0d4f2196f8d418960b19e8','affordable-mix-why','markdown',0,'*Write your answer here: double-click this text, click into the field that opens, write, then press Shift+Enter.*','bd012ea6536f14126dbb4328afcdb6d9','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('c41cb16329ff42a09e5f2c53f8826b63','handing-in','markdown',1,'## Handing in

The card below shows what is still open. If it shows nothing, choose **Run ▸ Run All Cells** once more.

**Validate.** If your JupyterLab has nbgrader, there is a **Validate** button above this page. It runs the page afresh and names an answer that is missing or cannot be read. When it finds nothing, every answer is there. It does not say that they are right.

**With the Assignment List.** Save with **File ▸ Save Notebook**. Choose **Nbgrader ▸ Assignment List**. Find *01-focus-on-value* under the downloaded assignments and press **Submit**. You may submit again until the deadline; the latest counts.

**Without it.** Save, then send one file to your instructor, or upload it to your learning platform:

`exercises/01-focus-on-value/01-focus-on-value.ipynb`

Keep its name as it is. All your answers are in that one file.

**If you study alone,** mark your own text against the rubric, one point at a time. Then go back to [Lesson 1](../../notebooks/01-focus-on-value.ipynb) and compare your year with what its card says about other plans.','062b6f84459c1dd5163be515184f9b06','70246c385ba64e46bd50559d72ea2f3f');
INSERT INTO "source_cell" VALUES('e952892db8aa4164892276a9321de690','handing-in-card','code',1,'from itilkit import overview

overview()','fbf54291d19cdd0e74c87e856130a2d6','70246c385ba64e46bd50559d72ea2f3f');
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('anna',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('ben',NULL,NULL,NULL,NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('ab1433632f7f4c0395ae94febac241f6','cddfedc1f7514df18a40472faa5912b8','anna','2026-11-19 15:30:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('e9beacd9a8244b159e7ca32f0c88bdc3','cddfedc1f7514df18a40472faa5912b8','ben','2026-11-19 15:30:00.000000',NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('097ae0eb263e4c66a511dcbf3b805a94','ab1433632f7f4c0395ae94febac241f6','70246c385ba64e46bd50559d72ea2f3f',0,NULL);
INSERT INTO "submitted_notebook" VALUES('e1ce847792064a65840d64324b3e82a1','e9beacd9a8244b159e7ca32f0c88bdc3','70246c385ba64e46bd50559d72ea2f3f',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
COMMIT;